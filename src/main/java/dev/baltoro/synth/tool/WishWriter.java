package dev.baltoro.synth.tool;

import java.util.List;
import java.util.SplittableRandom;

/// Puts wishes into words.
public interface WishWriter {
    /// {@return what somebody types who wants all of these}
    ///
    /// @param inOrder whether one has to come after the other
    String request(SplittableRandom random, List<ToolWish> wishes, boolean inOrder);

    /// {@return what a good agent asks for a value that was not said}
    ///
    /// @param what the value, as people say it
    String question(SplittableRandom random, String what);

    /// {@return small talk, which needs no tool}
    String smallTalk(SplittableRandom random);

    /// {@return an answer to a request that no tool serves}
    ///
    /// @param plural what the tools work on
    /// @param talk whether it was small talk, or a wish
    String declined(SplittableRandom random, String plural, boolean talk);
}
