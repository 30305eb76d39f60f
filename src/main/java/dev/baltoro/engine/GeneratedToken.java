package dev.baltoro.engine;

import dev.baltoro.text.chat.ScoredToken;
import java.util.List;

/// One token of an answer, or of a prompt that was scored.
///
/// @param id its vocabulary index
/// @param logProbability natural logarithm of the probability that the model gave it, before
///   penalties, constraint and temperature
/// @param alternatives the likeliest tokens in its place, likeliest first, as many as were asked
///   for
/// @param weightVersion the weights that drew or scored it
public record GeneratedToken(
        int id, float logProbability, List<Alternative> alternatives, long weightVersion) {
    public GeneratedToken {
        alternatives = List.copyOf(alternatives);
    }

    /// {@return the same without the weights' version}
    public ScoredToken scored() {
        return new ScoredToken(
                id,
                logProbability,
                alternatives.stream()
                        .map(other ->
                                new ScoredToken.Alternative(other.id(), other.logProbability()))
                        .toList());
    }

    /// A token that might have stood in another's place.
    ///
    /// @param id its vocabulary index
    /// @param logProbability as of the token itself
    public record Alternative(int id, float logProbability) {}
}
