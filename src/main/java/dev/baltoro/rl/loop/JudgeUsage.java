package dev.baltoro.rl.loop;

import dev.baltoro.text.chat.Usage;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// What judging cost since a run was opened; any number of threads may add to it.
final class JudgeUsage {
    private final LongAdder answers = new LongAdder();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder cachedTokens = new LongAdder();

    void add(Usage usage) {
        answers.increment();
        promptTokens.add(usage.promptTokens());
        cachedTokens.add(usage.cachedTokens());
    }

    /// {@return a line for people; empty if nothing was judged}
    Optional<String> line() {
        return answers.sum() == 0
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "judging: %,d answers to prompts of %,.0f tokens in the mean, of which %.0f %% needed no computation",
                                answers.sum(),
                                (double) promptTokens.sum() / answers.sum(),
                                100.0 * cachedTokens.sum() / Math.max(1, promptTokens.sum())));
    }
}
