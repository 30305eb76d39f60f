/// Training text: documents from people's files, token shards with their manifest, and packed
/// batches whose order is a pure function of seed and position.
///
/// The way of a document: `read.DocumentSource` → `shard.DatasetPreparation` (tokens, shards,
/// manifest) → `shard.TokenShards` (memory-mapped) → `sample.PackedSampler` (rows for a training
/// step). Knows nothing of models or losses; may use `text` to make a `TokenEncoder` of a
/// tokenizer.
@NullMarked
package dev.baltoro.data;

import org.jspecify.annotations.NullMarked;
