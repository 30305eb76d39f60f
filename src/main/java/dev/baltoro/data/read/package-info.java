/// Files as people have them, read as documents: text, JSON lines and Parquet, packed or not.
///
/// A source hands on each record either as a `Document` or as a `Rejection` with its place and
/// reason; nothing is left out in silence. Start with `SourceFiles`, `ReadingOptions`,
/// `SourceItem`, `Rejection` and `Quarantine`.
@NullMarked
package dev.baltoro.data.read;

import org.jspecify.annotations.NullMarked;
