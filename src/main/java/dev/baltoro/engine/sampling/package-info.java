/// Drawing tokens: softmax and its logarithm over a vocabulary, which tokens may be drawn, counts,
/// random numbers, and the texts that end an answer.
///
/// Start here: [Candidates] (which tokens may be drawn), [LogSoftmax], [TokenCounts] (for
/// penalties), [TokenRandom] (the n-th token's random number), [StopStrings].
///
/// Arrays and strings only; nothing here is synchronised, the engine's thread owns it. Uses nothing
/// of the other rooms. [dev.baltoro.engine.Sampler] puts the parts together.
@NullMarked
package dev.baltoro.engine.sampling;

import org.jspecify.annotations.NullMarked;
