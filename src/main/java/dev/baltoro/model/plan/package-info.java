/// What a model of some shape costs, without building it: parameters, operations, cache, memory.
///
/// Start here: [ModelPlan] (everything for one shape), [ModelAccount] (parameters),
/// [FlopsPerToken], [MemoryPerGpu], [PlanTable] (as text).
///
/// May use `model` and `tensor` (whose meta device lays every weight out as a cross-check).
@NullMarked
package dev.baltoro.model.plan;

import org.jspecify.annotations.NullMarked;
