package dev.baltoro.engine;

import java.util.List;

/// Scores of single rows.
public final class Scored {
    private Scored() {}

    /// {@return the log-probability of each token after the first}
    public static float[] logprobs(Engine engine, int... tokens) {
        return engine.score(List.of(ScoredRow.Row.of(tokens)))
                .join()
                .getFirst()
                .scores()
                .logprobs();
    }
}
