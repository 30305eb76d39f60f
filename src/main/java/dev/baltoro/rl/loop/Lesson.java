package dev.baltoro.rl.loop;

import java.util.List;

/// What a step learns from.
///
/// @param groups whose rollouts are in the batch, in its order
/// @param rows the batch
/// @param stale rollouts that were left out since they are too old
record Lesson(List<Group> groups, TrainingRows rows, int stale) {}
