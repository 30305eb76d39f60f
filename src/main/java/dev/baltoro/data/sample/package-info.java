/// Rows for training, drawn from token shards: which domain, which documents, packed how. Each row
/// is a pure function of dataset, weights, seed and position.
///
/// Start here: [PackedSampler] (the rows of a step), [PackedBatch], [DomainMix] (which domain comes
/// when), [DocumentOrder] (which document), [RowPacker] (documents to rows).
@NullMarked
package dev.baltoro.data.sample;

import org.jspecify.annotations.NullMarked;
