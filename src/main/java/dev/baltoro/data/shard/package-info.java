/// Prepared datasets on disk: token shards and the manifest that lists them.
///
/// Start with `DatasetPreparation` (writes), `TokenShards` (reads), `DatasetManifest` and
/// `ShardLayout` (the format).
@NullMarked
package dev.baltoro.data.shard;

import org.jspecify.annotations.NullMarked;
