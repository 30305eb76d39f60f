package dev.baltoro.text.chat;

import java.util.List;
import java.util.OptionalInt;

/// How an answer is drawn, and where it ends at the latest.
///
/// @param maxTokens most tokens to make, perhaps none; without it, as many as fit into the context
/// @param stop texts that end the answer and are not part of it
/// @param alternatives how many of the likeliest tokens come with each token's log-probability;
///   without it, there are no log-probabilities
public record DecodingOptions(
        Sampling sampling, OptionalInt maxTokens, List<String> stop, OptionalInt alternatives) {
    /// Stop strings of one answer.
    public static final int STOP_STRINGS_MAX = 16;

    /// Likeliest tokens beside each token.
    public static final int ALTERNATIVES_MAX = 20;

    /// Refuses what means nothing.
    ///
    /// @throws IllegalArgumentException with one line that begins with the value's name
    public DecodingOptions {
        stop = List.copyOf(stop);
        if (maxTokens.isPresent() && maxTokens.getAsInt() < 0) {
            throw new IllegalArgumentException(
                    "max_tokens is %d; use 0 or more".formatted(maxTokens.getAsInt()));
        }
        if (stop.size() > STOP_STRINGS_MAX || stop.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "stop has %d texts; use up to %d, none of them empty"
                            .formatted(stop.size(), STOP_STRINGS_MAX));
        }
        int most = ALTERNATIVES_MAX;
        if (alternatives.orElse(0) < 0 || alternatives.orElse(0) > most) {
            throw new IllegalArgumentException(
                    "top_logprobs is %d; use 0 to %d".formatted(alternatives.orElse(0), most));
        }
    }

    /// {@return options that only say how tokens are drawn}
    public static DecodingOptions of(Sampling sampling) {
        return new DecodingOptions(sampling, OptionalInt.empty(), List.of(), OptionalInt.empty());
    }

    /// {@return these with a limit on tokens}
    public DecodingOptions withMaxTokens(int count) {
        return new DecodingOptions(sampling, OptionalInt.of(count), stop, alternatives);
    }

    /// {@return these with stop strings}
    public DecodingOptions withStop(List<String> texts) {
        return new DecodingOptions(sampling, maxTokens, texts, alternatives);
    }

    /// {@return these with the log-probabilities of tokens and of so many of the likeliest}
    public DecodingOptions withAlternatives(int count) {
        return new DecodingOptions(sampling, maxTokens, stop, OptionalInt.of(count));
    }

    /// {@return these with other rules of drawing}
    public DecodingOptions withSampling(Sampling other) {
        return new DecodingOptions(other, maxTokens, stop, alternatives);
    }

    /// {@return these for the choice at `index` of several: the first draws as if it were alone,
    /// the others from seeds of their own}
    public DecodingOptions forChoice(int index) {
        if (index == 0 || sampling.seed().isEmpty()) {
            return this;
        }
        // Steele and Vigna's odd constant spreads neighbouring seeds over all 64 bits.
        long seed = sampling.seed().getAsLong() + index * 0x9E3779B97F4A7C15L;
        return withSampling(sampling.withSeed(seed));
    }
}
