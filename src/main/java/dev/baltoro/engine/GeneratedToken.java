package dev.baltoro.engine;

import dev.baltoro.text.chat.ScoredToken;
import java.util.List;

/// One token of an answer, or of a prompt that was scored.
///
/// @param id its vocabulary index
/// @param logProbability natural logarithm of the probability that the model gave it, before
///   penalties, constraint and temperature
/// @param drawnLogProbability natural logarithm of the probability with which it was drawn: of the
///   scores after penalties and biases, among the tokens that constraint, top-k, top-p and min-p
///   left, at the temperature; 0 for a greedy choice. What a policy's ratio is taken against. Of a
///   token that was given, not drawn, it is `logProbability`
/// @param alternatives the likeliest tokens in its place, likeliest first, as many as were asked
///   for
/// @param weightVersion the weights that drew or scored it
public record GeneratedToken(
        int id,
        float logProbability,
        float drawnLogProbability,
        List<Alternative> alternatives,
        long weightVersion) {
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
