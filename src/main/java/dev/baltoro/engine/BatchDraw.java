package dev.baltoro.engine;

import dev.baltoro.engine.decode.AbsorbedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Draws the next tokens of a batch, the sequences dealt to the threads that computed its scores.
///
/// Each sequence has its own state, so it does not matter which thread draws. Constraints share
/// caches that belong to the engine's thread: it draws for all sequences that have one.
final class BatchDraw {
    private final List<Sampler> samplers = new ArrayList<>();

    /// What came of one sequence's draw.
    sealed interface Drawn {
        /// The token, and the stop string that it completes.
        record Token(GeneratedToken token, Optional<String> stop) implements Drawn {}

        /// The sequence's own fault: the others go on.
        record Failure(EngineException cause) implements Drawn {}
    }

    /// @param members threads that draw
    BatchDraw(int vocabSize, int members) {
        for (int i = 0; i < members; i++) {
            samplers.add(new Sampler(vocabSize));
        }
    }

    int vocabSize() {
        return samplers.getFirst().vocabSize();
    }

    /// {@return what each sequence drew from its row of `scores`}
    ///
    /// @param left tokens that each may still have
    Drawn[] draw(
            AbsorbedStep step,
            float[] scores,
            int stride,
            List<Sequence> batch,
            int[] left,
            long version) {
        Drawn[] drawn = new Drawn[batch.size()];
        step.share((member, members) -> {
            for (int b = 0; b < drawn.length; b++) {
                SequenceOutput output = batch.get(b).output();
                if (member == (output.isConstrained() ? 0 : b % members)) {
                    drawn[b] =
                            draw(
                                    output,
                                    samplers.get(member),
                                    scores,
                                    b * stride,
                                    left[b],
                                    version);
                }
            }
        });
        return drawn;
    }

    private static Drawn draw(
            SequenceOutput output,
            Sampler sampler,
            float[] scores,
            int offset,
            int left,
            long version) {
        try {
            GeneratedToken token = output.draw(sampler, scores, offset, left, version);
            return new Drawn.Token(token, output.stop(token.id()));
        } catch (RuntimeException | StackOverflowError e) {
            // A request's constraint is its caller's code: whatever it does, the other sequences go
            // on.
            return new Drawn.Failure(EngineException.ofOne(e));
        }
    }
}
