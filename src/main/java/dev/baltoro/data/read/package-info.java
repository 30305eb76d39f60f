/// Files as people have them, read as documents: text, JSON lines and Parquet, packed or not.
///
/// Start here: [SourceFiles] (paths to sources), [DocumentSource], [Document], [Rejection] and
/// [Quarantine] (what cannot be read), [ReadingOptions], [JsonLinesReader], [ParquetReader].
///
/// A source hands on each record either as a `Document` or as a `Rejection` with its place and
/// reason; nothing is left out in silence.
@NullMarked
package dev.baltoro.data.read;

import org.jspecify.annotations.NullMarked;
