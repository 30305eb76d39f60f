package dev.baltoro.text.chat;

import java.util.List;

/// A token with its log-probability, as an answer brings it.
///
/// @param id its vocabulary index
/// @param logProbability natural logarithm of the probability that the model gave it, before
///   penalties, constraint and temperature
/// @param alternatives the likeliest tokens in its place, likeliest first, as many as were asked
///   for
public record ScoredToken(int id, float logProbability, List<Alternative> alternatives) {
    public ScoredToken {
        alternatives = List.copyOf(alternatives);
    }

    /// A token that might have stood in another's place.
    ///
    /// @param id its vocabulary index
    /// @param logProbability as of the token itself
    public record Alternative(int id, float logProbability) {}
}
