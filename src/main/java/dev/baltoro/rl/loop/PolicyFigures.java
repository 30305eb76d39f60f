package dev.baltoro.rl.loop;

import dev.baltoro.rl.rollout.TokenRecord;
import dev.baltoro.train.step.PassResult;

/// How the policy of a step stands to the weights that drew its samples, and to those that the run
/// began with. Means over the chosen tokens, in nats.
///
/// @param klFromStart divergence of the iteration's first weights from those of the run's
///   beginning, NaN where it is not measured
/// @param klFromDrawing divergence from the weights that drew the tokens, before the last step
/// @param entropy of the predictions
/// @param gapLargest largest difference between decoding's log-probability and the trainer's, of
///   tokens that the step's own weights drew
/// @param gapMean mean difference
/// @param textLoss cross-entropy of the text beside the rollouts, NaN where there is none
/// @param stalenessMean updates since a sample's oldest token
/// @param stalenessLargest the largest of these
record PolicyFigures(
        double klFromStart,
        double klFromDrawing,
        double entropy,
        double gapLargest,
        double gapMean,
        double textLoss,
        double stalenessMean,
        long stalenessLargest) {

    private static final double LOG_RATIO_MAX = 3;

    /// @param first log-probabilities at the weights that the iteration began with
    /// @param start the same at the weights of the run's beginning; of length 0 without them
    /// @param version updates that the iteration's first weights have had
    /// @param pass the last step's
    static PolicyFigures of(
            TrainingRows rows, float[] first, float[] start, long version, PassResult pass) {
        float[] now = pass.logProbabilities();
        Mean fromStart = new Mean();
        Mean fromDrawing = new Mean();
        Mean entropy = new Mean();
        Mean gap = new Mean();
        Mean staleness = new Mean();
        for (TrainingRows.Places places : rows.samples()) {
            float[] old = RolloutLoss.old(places, RolloutLoss.at(first, places.batch()), version);
            TokenRecord record = places.rollout().tokens();
            staleness.add(version - record.oldestVersion());
            for (int i = 0; i < places.batch().length; i++) {
                int at = places.batch()[i];
                int token = places.tokens()[i];
                entropy.add(pass.entropies()[at]);
                fromDrawing.add(divergence((double) now[at] - old[i]));
                if (start.length > 0) {
                    fromStart.add(divergence((double) first[at] - start[at]));
                }
                if (record.version(token) == version) {
                    gap.add(Math.abs((double) first[at] - record.logProbability(token)));
                }
            }
        }
        return new PolicyFigures(
                fromStart.mean(),
                fromDrawing.mean(),
                entropy.mean(),
                gap.largest,
                gap.mean(),
                textLoss(rows, now),
                staleness.mean(),
                (long) staleness.largest);
    }

    /// An estimate of the divergence from one sample that is never negative (Schulman's k3). Ratios
    /// past e³ count as e³: a single token would outweigh all others otherwise.
    private static double divergence(double logRatio) {
        double cut = Math.clamp(logRatio, -LOG_RATIO_MAX, LOG_RATIO_MAX);
        return Math.exp(-cut) - 1 + cut;
    }

    private static double textLoss(TrainingRows rows, float[] now) {
        int targets = rows.textTargets();
        double sum = 0;
        int length = rows.batch().sequenceLength();
        for (int i = rows.textRow() * length; i < rows.criticRow() * length; i++) {
            sum -= now[i];
        }
        return targets == 0 ? Double.NaN : sum / targets;
    }

    private static final class Mean {
        private double sum;
        private double largest;
        private long count;

        void add(double value) {
            sum += value;
            largest = Math.max(largest, value);
            count++;
        }

        double mean() {
            return count == 0 ? Double.NaN : sum / count;
        }
    }
}
