/// When two values count as the same: numbers within rounding, texts in Unicode's composed form,
/// lists without regard to order.
///
/// Start here: [Sameness].
@NullMarked
package dev.baltoro.agent.score.value;

import org.jspecify.annotations.NullMarked;
