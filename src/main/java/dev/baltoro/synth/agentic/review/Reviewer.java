package dev.baltoro.synth.agentic.review;

import dev.baltoro.synth.agentic.talk.Trajectory;

/// The second filter: judges the quality of a conversation by the part of its rubric that no
/// program checks. Its score is never a reward.
public interface Reviewer {
    /// {@return its review}
    Review review(Trajectory trajectory) throws InterruptedException;
}
