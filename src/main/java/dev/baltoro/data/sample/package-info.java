/// Rows for training, drawn from token shards: which domain, which documents, packed how. Each row
/// is a pure function of dataset, weights, seed and position.
///
/// Start with `PackedSampler` and `PackedBatch`; `DomainMix` and `DocumentOrder` say what comes
/// when.
@NullMarked
package dev.baltoro.data.sample;

import org.jspecify.annotations.NullMarked;
