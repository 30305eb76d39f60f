/// Rollouts: a model attempts tasks, token in and token out, each attempt as plain blocking code on
/// a virtual thread of its own.
///
/// Start here: [OpenRollout] (one attempt: generate, parse, execute, append), [Dialogue] (its
/// conversation by ids), [TokenRecord] (what is known of each token), [Rollout] (one that is over),
/// [Budget], [RolloutPool] (many at once).
@NullMarked
package dev.baltoro.rl.rollout;

import org.jspecify.annotations.NullMarked;
