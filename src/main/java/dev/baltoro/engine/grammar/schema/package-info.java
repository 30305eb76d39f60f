/// JSON Schema: what the values of a schema look like, before any of them is written.
///
/// Start here: [SchemaReader] (JSON to definitions), [Definition], [Shape] (what a value looks
/// like), [Keywords], [Conjunction] (schemas that hold at once), [ObjectReader] (the largest
/// reader), [Negation], [SchemaException].
///
/// [SchemaReader] reads a schema into definitions ([Definition]), each with a shape ([Shape]).
/// Schemas that hold at once are one [Conjunction]; a reader of each type ([ObjectReader],
/// [ArrayReader], [StringReader], [NumberReader], [WordReader]) makes its shapes, and [Keywords]
/// says what is known. Places in error messages are JSON pointers ([SchemaException]).
///
/// Uses `regex`. Definitions are immutable once they are read, and may be shared by threads.
@NullMarked
package dev.baltoro.engine.grammar.schema;

import org.jspecify.annotations.NullMarked;
