package dev.baltoro.agent.llm;

import java.util.EnumMap;
import java.util.Map;

/// What asking a model cost.
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

    /// {@return tokens in all}
    public long tokens() {
        return promptTokens + completionTokens;
    }

    /// {@return the share of attempts that came to nothing}
    public double errorRate() {
        long none = failed.values().stream().mapToLong(Long::longValue).sum();
        return none == 0 ? 0 : (double) none / (none + answers);
    }

    /// {@return what it cost}
    public double cost(Prices prices) {
        return prices.of(promptTokens, completionTokens);
    }
}
