/// Values of arguments that are copied from the conversation: what a small model copies token by
/// token, and may lose its way in.
///
/// Start here: [CopiedArguments] says which arguments are such, [CopyState] is how far a copy has
/// come in a [SourceText], [CopyConstraint] holds an answer to copies.
@NullMarked
package dev.baltoro.engine.grammar.copy;

import org.jspecify.annotations.NullMarked;
