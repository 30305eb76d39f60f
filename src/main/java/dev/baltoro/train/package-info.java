/// Training: recipes and run folders, token shards, MuonClip, schedules and the loop.
///
/// May use `tensor`, `text` and `model`. Knows nothing of sampling and tools.
@NullMarked
package dev.baltoro.train;

import org.jspecify.annotations.NullMarked;
