package dev.baltoro.synth.request;

import java.util.List;
import java.util.Optional;

/// Something that no tool is called for, and what to answer.
///
/// @param name unique
/// @param about what the name of one tool must look like for it to be said; empty if it always may
///   be
/// @param unless what no tool's name may look like
/// @param weight how often
/// @param says what people type
/// @param replies short answers
/// @param after what must have come before
record SmallTalk(
        String name,
        Optional<java.util.regex.Pattern> about,
        Optional<java.util.regex.Pattern> unless,
        double weight,
        Sayings says,
        List<Saying> replies,
        After after) {
    SmallTalk {
        replies = List.copyOf(replies);
    }

    /// Where in a conversation it is said.
    enum After {
        /// Anywhere.
        ANYTHING,
        /// Only behind a call and its result.
        A_CALL
    }

    boolean fits(List<String> tools) {
        return (about.isEmpty()
                        || tools.stream().anyMatch(name -> about.get().matcher(name).find()))
                && (unless.isEmpty()
                        || tools.stream().noneMatch(name -> unless.get().matcher(name).find()));
    }
}
