/// Prepared datasets on disk: token shards and the manifest that lists them.
///
/// Start here: [DatasetPreparation] (writes), [TokenShards] (reads), [DatasetManifest] (lists the
/// shards), [ShardLayout] (the format), [TokenEncoder], [ShardWriter].
@NullMarked
package dev.baltoro.data.shard;

import org.jspecify.annotations.NullMarked;
