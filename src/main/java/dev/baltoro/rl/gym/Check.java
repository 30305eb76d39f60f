package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Verdict;

/// Decides whether an answer in text is right.
@FunctionalInterface
public interface Check {
    /// {@return the verdict on a complete answer}
    Verdict of(String answer);
}
