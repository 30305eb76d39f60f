/// Training text: documents from people's files, token shards with their manifest, and packed
/// batches whose order is a pure function of seed and position.
///
/// Start here: in `data.read`, `SourceFiles` and `Document`; in `data.shard`, `DatasetPreparation`,
/// `ShardLayout` and `TokenShards`; in `data.sample`, `PackedSampler` and `PackedBatch`.
///
/// The way of a document: `read.DocumentSource` → `shard.DatasetPreparation` (tokens, shards,
/// manifest) → `shard.TokenShards` (memory-mapped) → `sample.PackedSampler` (rows for a training
/// step). Knows nothing of models or losses; may use `text` to make a `TokenEncoder` of a
/// tokenizer.
@NullMarked
package dev.baltoro.data;

import org.jspecify.annotations.NullMarked;
