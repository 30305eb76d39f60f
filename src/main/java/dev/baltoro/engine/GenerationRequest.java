package dev.baltoro.engine;

import dev.baltoro.engine.sampling.StopStrings;
import dev.baltoro.text.chat.DecodingOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a sequence begins with, how its tokens are drawn and when it ends.
///
/// @param prompt at least one token; not to be changed afterwards
/// @param maxTokens most tokens to make; with 0 the prompt is only checked
/// @param sampling how tokens are drawn
/// @param endTokens tokens that end the sequence
/// @param stopStrings texts that end it as soon as they stand in the output, also across token
///   borders; at most [#STOP_STRINGS_MAX]
/// @param constraint what may be said; the engine takes the object over
/// @param alternatives how many of the likeliest tokens are reported in each place, at most
///   [#ALTERNATIVES_MAX]
public record GenerationRequest(
        int[] prompt,
        int maxTokens,
        SamplingParameters sampling,
        Set<Integer> endTokens,
        List<String> stopStrings,
        Optional<Constraint> constraint,
        int alternatives) {
    /// OpenAI allows 4.
    public static final int STOP_STRINGS_MAX = StopStrings.COUNT_MAX;

    /// OpenAI's limit.
    public static final int ALTERNATIVES_MAX = DecodingOptions.ALTERNATIVES_MAX;

    /// Refuses values out of range.
    ///
    /// @throws IllegalArgumentException with one line that begins with the value's name
    public GenerationRequest {
        endTokens = Set.copyOf(endTokens);
        stopStrings = List.copyOf(stopStrings);
        if (prompt.length == 0) {
            throw new IllegalArgumentException("prompt is empty; give at least one token");
        }
        if (maxTokens < 0) {
            throw new IllegalArgumentException(
                    "max_tokens is %d; use 0 or more".formatted(maxTokens));
        }
        if (stopStrings.size() > STOP_STRINGS_MAX
                || stopStrings.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "stop has %d texts; use up to %d, none of them empty"
                            .formatted(stopStrings.size(), STOP_STRINGS_MAX));
        }
        if (alternatives < 0 || alternatives > ALTERNATIVES_MAX) {
            throw new IllegalArgumentException(
                    "top_logprobs is %d; use 0 to %d".formatted(alternatives, ALTERNATIVES_MAX));
        }
    }

    /// {@return a request that ends at `endTokens` or `maxTokens`}
    public static GenerationRequest of(
            int[] prompt, int maxTokens, SamplingParameters sampling, Set<Integer> endTokens) {
        return new GenerationRequest(
                prompt, maxTokens, sampling, endTokens, List.of(), Optional.empty(), 0);
    }
}
