package dev.baltoro.synth.agentic;

import dev.baltoro.synth.agentic.review.Review;
import dev.baltoro.synth.agentic.review.RuleVerdict;
import dev.baltoro.synth.agentic.talk.Trajectory;
import java.util.Optional;

/// A conversation with what the filters say of it.
///
/// @param rules the first filter's verdict
/// @param review the second filter's; empty where it is switched off
/// @param agent who spoke for the agent: `template`, or a model's name
/// @param user who worded what the user says
public record JudgedTrajectory(
        Trajectory trajectory,
        RuleVerdict rules,
        Optional<Review> review,
        String agent,
        String user) {
    /// {@return whether both filters accept it}
    public boolean isAccepted() {
        return rules.isAccepted() && review.map(Review::accepted).orElse(true);
    }

    /// {@return the same with another review}
    JudgedTrajectory with(Review other) {
        return new JudgedTrajectory(trajectory, rules, Optional.of(other), agent, user);
    }
}
