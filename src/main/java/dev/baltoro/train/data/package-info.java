/// Training text: documents from files, token shards with their manifest, and packed batches whose
/// order is a pure function of seed and position.
///
/// The way of a document: `DocumentSource` → `DatasetPreparation` (tokens, shards, manifest) →
/// `TokenShards` (memory-mapped) → `PackedSampler` (rows for a training step). May use
/// `text.tokenizer`, and does so only to make a `TokenEncoder` of it.
@NullMarked
package dev.baltoro.train.data;

import org.jspecify.annotations.NullMarked;
