package dev.baltoro.rl.recipe;

import dev.baltoro.rl.loss.CriticAnswers;
import dev.baltoro.rl.loss.Distillation;
import dev.baltoro.rl.loss.Grpo;
import dev.baltoro.rl.loss.LossTerm;
import dev.baltoro.rl.loss.Objective;
import dev.baltoro.rl.loss.PretrainingText;
import dev.baltoro.rl.loss.RejectionSampling;
import dev.baltoro.rl.loss.SquaredResidual;
import dev.baltoro.rl.loss.TokenClipped;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Require;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is minimised.
///
/// @param kind the term of the rewards
/// @param tau how hard the policy is held near the one that drew the samples (K2 report §3.2.3; not
///   disclosed)
/// @param ratioLeast of `token_clipped`: the least ratio of a token that its reward pushes
/// @param ratioMost of `token_clipped`: the largest
/// @param clip of `grpo`: how far a ratio may move from 1
/// @param ptx pretraining or SFT text beside the rollouts
/// @param distillation a teacher's opinion of the samples
/// @param critic what keeps the policy a good judge of its own answers
/// @param stepsPerIteration optimizer steps on each iteration's batch
public record ObjectiveSettings(
        @Default("k2") Kind kind,
        @Default("0.01") double tau,
        @Default("0.2") double ratioLeast,
        @Default("5.0") double ratioMost,
        @Default("0.2") double clip,
        Ptx ptx,
        Teacher distillation,
        Critic critic,
        @Default("1") int stepsPerIteration) {
    /// The term of the rewards.
    public enum Kind {
        /// The report's squared residual.
        K2,
        /// K2.5's.
        TOKEN_CLIPPED,
        /// Group-relative policy optimisation.
        GRPO,
        /// No reinforcement learning: cross-entropy on the successes (a control).
        REJECTION_SAMPLING,
        /// Distillation alone.
        NONE
    }

    /// Text beside the rollouts (K2 report §3.2.3).
    ///
    /// @param shards the folder that `data prepare` wrote; where none is named, what the model was
    ///   pretrained on, if the runs that made it lead there, else no text
    /// @param weight beside the rewards' term (about 0.1, FIDELITY: K2's is not disclosed)
    /// @param tokens of an iteration
    /// @param mix weight of each domain, of any sum; empty means by token count
    /// @param heldOutTokens tokens of each domain kept from training, in which forgetting is
    ///   measured
    public record Ptx(
            Optional<Path> shards,
            @Default("0.1") double weight,
            @Default("2048") int tokens,
            @Default("{}") Map<String, Double> mix,
            @Default("8192") int heldOutTokens) {
        public Ptx {
            Require.notNegative("weight", weight);
            Require.positive("tokens", tokens);
            Require.positive("held_out_tokens", heldOutTokens);
        }
    }

    /// A teacher.
    ///
    /// @param teacher a model's folder, with the same tokenizer; none: no distillation
    /// @param weight beside the rewards' term
    public record Teacher(Optional<Path> teacher, @Default("1.0") double weight) {
        public Teacher {
            Require.notNegative("weight", weight);
        }
    }

    /// Closed-loop critic refinement (K2 report §3.2.2), where `reward.judge.kind` is `self`: of
    /// two rollouts of one verified task it is known which is better.
    ///
    /// @param weight of the right verdicts beside the rewards' term (K2: not disclosed); 0 measures
    ///   the critic and teaches it nothing
    /// @param pairs of an iteration, each in both orders
    /// @param kept pairs of earlier iterations that teach again, in turn, where an iteration has
    ///   too few of its own: a policy that is sure of itself gives few, and its critic still learns
    /// @param heldOutPairs pairs on which the critic is measured at each evaluation, and which it
    ///   is never taught
    public record Critic(
            @Default("1.0") double weight,
            @Default("32") int pairs,
            @Default("256") int kept,
            @Default("64") int heldOutPairs) {
        /// Pairs of an iteration, and of a measurement.
        public static final int PAIRS_MAX = 4096;

        public Critic {
            Require.notNegative("weight", weight);
            Require.that(
                    pairs >= 0 && pairs <= PAIRS_MAX,
                    "pairs must be from 0 to " + PAIRS_MAX + ", but is " + pairs);
            Require.that(
                    kept >= 0 && kept <= PAIRS_MAX,
                    "kept must be from 0 to " + PAIRS_MAX + ", but is " + kept);
            Require.that(
                    heldOutPairs >= 0 && heldOutPairs <= PAIRS_MAX,
                    "held_out_pairs must be from 0 to " + PAIRS_MAX + ", but is " + heldOutPairs);
        }
    }

    public ObjectiveSettings {
        Require.positive("tau", tau);
        Require.positive("steps_per_iteration", stepsPerIteration);
        Require.that(
                kind != Kind.NONE || distillation.teacher().isPresent(),
                "kind is none, and there is no distillation.teacher: set one of them");
    }

    /// {@return the sum of its terms}
    public Objective objective() {
        List<LossTerm> terms = new ArrayList<>();
        switch (kind) {
            case K2 -> terms.add(new SquaredResidual(tau));
            case TOKEN_CLIPPED -> terms.add(new TokenClipped(ratioLeast, ratioMost, tau));
            case GRPO -> terms.add(new Grpo(clip));
            case REJECTION_SAMPLING -> terms.add(new RejectionSampling());
            case NONE -> {}
        }
        if (distillation.teacher().isPresent()) {
            terms.add(new Distillation(distillation.weight()));
        }
        if (ptx.shards().isPresent() && ptx.weight() > 0) {
            terms.add(new PretrainingText(ptx.weight()));
        }
        if (critic.weight() > 0) {
            terms.add(new CriticAnswers(critic.weight()));
        }
        return new Objective(terms);
    }

    /// {@return whether a group whose rewards are all the same can teach something}
    public boolean needsVariance() {
        return kind != Kind.REJECTION_SAMPLING && distillation.teacher().isEmpty();
    }
}
