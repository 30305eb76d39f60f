package dev.baltoro.synth.agentic.review;

import java.util.ArrayList;
import java.util.List;

/// What a reviewer says of a conversation.
///
/// @param score 0 to 1
/// @param reasons what it finds, for people
/// @param by who it is: `template`, or a model's name
public record Review(boolean accepted, double score, List<String> reasons, String by) {
    public Review {
        reasons = List.copyOf(reasons);
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score is %s; use 0 to 1".formatted(score));
        }
    }

    /// {@return the same, refused for one more reason}
    public Review refused(String reason) {
        List<String> more = new ArrayList<>(reasons);
        more.add(reason);
        return new Review(false, score, more, by);
    }
}
