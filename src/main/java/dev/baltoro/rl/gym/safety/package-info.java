/// The gym of the domain safety: mild, invented requests to refuse, and harmless ones that look
/// like them.
///
/// Start here: [Safety] (the tasks), [RiskCategory] (the seeds), [Strategy] (how they are put),
/// [Refusal].
@NullMarked
package dev.baltoro.rl.gym.safety;

import org.jspecify.annotations.NullMarked;
