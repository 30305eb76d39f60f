package dev.baltoro.engine;

import dev.baltoro.engine.GeneratedToken.Alternative;
import dev.baltoro.engine.sampling.Candidates;
import dev.baltoro.engine.sampling.LogSoftmax;
import dev.baltoro.engine.sampling.TokenCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Draws next tokens from rows of scores, as [SamplingParameters] says. For the engine's thread: it
/// keeps memory for a vocabulary, but nothing of a sequence.
public final class Sampler {
    private final int vocabSize;
    private final LogSoftmax logSoftmax = new LogSoftmax();
    private final Candidates candidates;

    /// A sampler of tokens 0 to `vocabSize - 1`.
    public Sampler(int vocabSize) {
        this.vocabSize = vocabSize;
        this.candidates = new Candidates(vocabSize);
    }

    /// {@return tokens that can be drawn}
    int vocabSize() {
        return vocabSize;
    }

    /// Draws a sequence's next token and notes it in `state`.
    ///
    /// @param scores holds the row `[offset .. offset + vocabSize)` of raw scores; not changed
    /// @param mask the tokens that may come
    /// @param weightVersion the weights that the scores come from
    /// @return the token; its log-probability and the alternatives' are those of the raw scores,
    ///   beside the one that it was drawn with
    /// @throws IllegalArgumentException if a score is not finite, or the mask allows no token; the
    ///   state is as before
    public GeneratedToken draw(
            float[] scores,
            int offset,
            Optional<TokenMask> mask,
            SamplingState state,
            long weightVersion) {
        logSoftmax.take(scores, offset, vocabSize);
        if (mask.isPresent() && mask.get().count() == 0) {
            throw new IllegalArgumentException(
                    "the constraint allows no token; it must allow at least one");
        }
        boolean raw = mask.isEmpty() && !state.penalises() && state.biases().length == 0;
        boolean greedy = state.parameters().temperature() == 0;
        if (!(raw && greedy)) {
            candidates.takeAll(scores, offset);
            adjust(state);
            mask.ifPresent(allowed -> candidates.keepOnly(allowed::word, allowed.vocabSize()));
        }
        double random = state.nextRandom();
        int token;
        double drawn = 0;
        if (greedy) {
            token = raw ? logSoftmax.likeliest() : candidates.likeliest();
        } else {
            token = drawByWeight(state.parameters(), random);
            drawn = candidates.logProbability();
        }
        state.accept(token);
        return new GeneratedToken(
                token,
                (float) logSoftmax.of(token),
                (float) drawn,
                alternatives(state.alternatives()),
                weightVersion);
    }

    private int drawByWeight(SamplingParameters parameters, double random) {
        if (parameters.topK() > 0) {
            candidates.keepLikeliest(parameters.topK());
        }
        candidates.weigh(parameters.temperature());
        if (parameters.topP() < 1) {
            candidates.keepNucleus(parameters.topP());
        }
        if (parameters.minP() > 0) {
            candidates.keepAtLeast(parameters.minP());
        }
        return candidates.draw(random);
    }

    private void adjust(SamplingState state) {
        if (state.penalises()) {
            penalise(state.parameters(), state.counts());
        }
        for (int i = 0; i < state.biases().length; i++) {
            int token = state.biasedTokens()[i];
            candidates.score(token, finite(candidates.score(token) + (double) state.biases()[i]));
        }
    }

    private void penalise(SamplingParameters parameters, TokenCounts counts) {
        double repetition = parameters.repetitionPenalty();
        for (int i = 0; i < counts.size(); i++) {
            double score = candidates.score(counts.token(i));
            score = score > 0 ? score / repetition : score * repetition;
            if (counts.inOutput(i) > 0) {
                score -= parameters.presencePenalty();
                score -= parameters.frequencyPenalty() * counts.inOutput(i);
            }
            candidates.score(counts.token(i), finite(score));
        }
    }

    /// The nearest float; the largest there is for what is past it, so that weights stay numbers.
    private static float finite(double score) {
        return (float) Math.clamp(score, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    private List<Alternative> alternatives(int count) {
        if (count == 0) {
            return List.of();
        }
        List<Alternative> alternatives = new ArrayList<>(count);
        for (int token : logSoftmax.likeliest(count)) {
            alternatives.add(new Alternative(token, (float) logSoftmax.of(token)));
        }
        return alternatives;
    }
}
