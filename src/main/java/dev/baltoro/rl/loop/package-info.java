/// The colocated loop: rollouts and optimizer steps in one process, over one set of weights.
///
/// Start here: [RlRun] (the loop, and its folder), [GroupSampler] (groups of rollouts),
/// [TrainingRows] (rollouts as rows of a batch), [Learner] (the step), [CoreLending] (who has which
/// cores), [Curriculum] (which tasks), [HeldOutTasks] (success where nothing was trained).
@NullMarked
package dev.baltoro.rl.loop;

import org.jspecify.annotations.NullMarked;
