/// What reinforcement learning minimises: a sum of terms, one file each, behind two hooks (score a
/// group, score a rollout).
///
/// Start here: [LossTerm] (the hooks), [SquaredResidual] (K2's objective), [TokenClipped] (K2.5's),
/// [Grpo], [Distillation], [RejectionSampling], [PretrainingText] (PTX), [Objective] (their sum).
///
/// Knows log-probabilities and rewards; nothing of models, rows and worlds.
@NullMarked
package dev.baltoro.rl.loss;

import org.jspecify.annotations.NullMarked;
