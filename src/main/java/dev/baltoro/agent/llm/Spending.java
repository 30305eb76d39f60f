package dev.baltoro.agent.llm;

import java.util.EnumMap;
import java.util.Map;

/// What asking models cost.
///
/// @param answers that the model gave
/// @param promptTokens that it read for them
/// @param completionTokens that it made
/// @param failed attempts that came to nothing, by kind
public record Spending(
        long answers, long promptTokens, long completionTokens, Map<Trouble, Long> failed) {
    public Spending {
        failed = failed.isEmpty() ? Map.of() : new EnumMap<>(failed);
    }

    /// Nothing.
    public static final Spending NONE = new Spending(0, 0, 0, Map.of());

    /// {@return tokens in all}
    public long tokens() {
        return promptTokens + completionTokens;
    }

    /// {@return the share of attempts that came to nothing}
    public double errorRate() {
        long none = failed.values().stream().mapToLong(Long::longValue).sum();
        return none == 0 ? 0 : (double) none / (none + answers);
    }

    /// {@return both together}
    public Spending plus(Spending other) {
        Map<Trouble, Long> all = new EnumMap<>(Trouble.class);
        all.putAll(failed);
        other.failed.forEach((trouble, count) -> all.merge(trouble, count, Long::sum));
        return new Spending(
                answers + other.answers,
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                all);
    }

    /// {@return what it cost}
    public double cost(Prices prices) {
        return prices.of(promptTokens, completionTokens);
    }
}
