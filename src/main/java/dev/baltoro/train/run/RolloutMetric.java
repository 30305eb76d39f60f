package dev.baltoro.train.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lines of `metrics.jsonl` that reinforcement learning adds.
public sealed interface RolloutMetric extends Metric {
    /// What one iteration sampled and learned.
    ///
    /// @param step optimizer steps done at its end
    /// @param iteration from 1
    /// @param domains what was sampled, by domain
    /// @param policy what it did to the policy
    /// @param sampling how it was sampled
    /// @param time where its time went
    record Iteration(
            long step,
            long iteration,
            Map<String, Tally> domains,
            Policy policy,
            Sampling sampling,
            Time time)
            implements RolloutMetric {}

    /// Attempts at tasks of one domain.
    ///
    /// @param attempts rollouts that ended, failed ones not counted
    /// @param judged those of them whose task a model judges: they have no success
    /// @param successes how many did their task
    /// @param reward mean reward
    /// @param tokens mean tokens that the model drew
    /// @param truncated rollouts that ran into a limit
    /// @param difficulty mean difficulty of their tasks
    record Tally(
            int attempts,
            int judged,
            int successes,
            double reward,
            double tokens,
            int truncated,
            double difficulty) {
        /// {@return attempts whose success was checked}
        public int verified() {
            return attempts - judged;
        }
    }

    /// How a step changed the policy. Log-probabilities are in nats, of the raw scores.
    ///
    /// @param klFromStart KL divergence from the weights of the run's beginning, nats a token; NaN
    ///   in iterations that do not measure it
    /// @param klFromDrawing KL divergence from the weights that drew the tokens, nats a token
    /// @param entropy mean entropy of the predictions in place of drawn tokens
    /// @param gapLargest largest difference between decoding's log-probability of a token and the
    ///   trainer's at the same weights
    /// @param gapMean mean difference
    /// @param gradientNorm of the step
    /// @param textLoss cross-entropy of the text beside the rollouts, NaN where there is none
    record Policy(
            double klFromStart,
            double klFromDrawing,
            double entropy,
            double gapLargest,
            double gapMean,
            double gradientNorm,
            double textLoss) {}

    /// How an iteration was sampled.
    ///
    /// @param temperature of the draws
    /// @param distinct share of a group's rollouts that differ from each other, mean over the
    ///   groups
    /// @param groups that were finished
    /// @param usable groups that were learned from
    /// @param refilled groups that were drawn in the place of others
    /// @param rollouts that ended
    /// @param failed rollouts whose world failed
    /// @param waiting rollouts that wait for the next iteration
    /// @param stale rollouts that were too old to learn from
    /// @param stalenessMean updates since a sample's oldest token, mean over the samples
    /// @param stalenessLargest the largest of these
    /// @param drawnTokens tokens drawn in this iteration
    /// @param trainedTokens drawn tokens that were learned from
    record Sampling(
            double temperature,
            double distinct,
            int groups,
            int usable,
            int refilled,
            int rollouts,
            int failed,
            int waiting,
            int stale,
            double stalenessMean,
            long stalenessLargest,
            long drawnTokens,
            long trainedTokens) {}

    /// Where an iteration's time went, in seconds.
    ///
    /// @param rollout from the first prompt to the last verdict
    /// @param engine of that, the engine computed
    /// @param score other weights scored the batch: those of the beginning, a teacher's
    /// @param train the optimizer's steps
    /// @param total the whole iteration, without evaluations and checkpoints
    /// @param idleShare share of `total` in which neither engine nor trainer computed
    /// @param cores who had how many of the run's; empty in lines of older versions
    record Time(
            double rollout,
            double engine,
            double score,
            double train,
            double total,
            double idleShare,
            Optional<Cores> cores) {}

    /// Cores that were lent between engine and trainer, on average over an iteration.
    ///
    /// @param engine that computed, or waited to compute, tokens
    /// @param trainer that computed micro-batches and updates
    record Cores(double engine, double trainer) {}

    /// Success on tasks that are not trained on.
    ///
    /// @param purpose `base rate` or `held out`
    /// @param measured one for each gym and split
    record Success(long step, String purpose, List<Measured> measured) implements RolloutMetric {}

    /// Success on one gym's tasks of one split.
    ///
    /// @param gym the gym's name
    /// @param domain its domain
    /// @param split which tasks
    /// @param temperature of the draws; 0 took the likeliest tokens
    /// @param attempts how many
    /// @param successes how many did their task
    /// @param low lower end of Wilson's 95 % interval
    /// @param high upper end
    /// @param chance the best share that a policy without skill reached on the same tasks
    /// @param tokens mean tokens that the model drew
    /// @param tokensOfSuccess mean tokens of the attempts that did their task; 0 if none did
    /// @param calls of tools that the model finished
    /// @param acceptedCalls those of them that the declared schemas allow
    /// @param partial mean partial credit by name
    record Measured(
            String gym,
            String domain,
            String split,
            double temperature,
            int attempts,
            int successes,
            double low,
            double high,
            double chance,
            double tokens,
            double tokensOfSuccess,
            int calls,
            int acceptedCalls,
            Map<String, Double> partial) {}

    /// A figure of an iteration that is past a bound of the recipe.
    ///
    /// @param name of the bound, such as `truncation`
    /// @param text what the figure is, and what to do
    record Alarm(long step, String name, String text) implements RolloutMetric {}

    /// How often the model was right as a judge of pairs whose better answer is known, and which it
    /// was not taught with.
    ///
    /// @param right pairs that it got right
    /// @param of pairs that it answered
    record Critic(long step, int right, int of) implements RolloutMetric {}
}
