/// Training text: documents from files, token shards with their manifest, and packed batches whose
/// order is a pure function of seed and position.
///
/// The way of a document: `DocumentSource` → `ShardedDatasetWriter` (tokens, shards, manifest) →
/// `TokenShards` (memory-mapped) → `PackedSampler` (rows for a training step). Uses no other room;
/// the tokenizer comes in as a `TokenEncoder`.
@NullMarked
package dev.baltoro.train.data;

import org.jspecify.annotations.NullMarked;
