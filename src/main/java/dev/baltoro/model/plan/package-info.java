/// What a model of some shape costs, without building it: parameters, operations, cache, memory.
///
/// May use `model` and `tensor` (whose meta device lays every weight out as a cross-check).
@NullMarked
package dev.baltoro.model.plan;

import org.jspecify.annotations.NullMarked;
