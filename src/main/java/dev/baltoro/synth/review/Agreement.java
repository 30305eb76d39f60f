package dev.baltoro.synth.review;

import dev.baltoro.stats.Kappa;
import dev.baltoro.stats.Wilson;
import java.util.List;
import java.util.Optional;

/// How far those who judged trajectories agree. Only blind verdicts count: those given before the
/// reviewer was shown what others said.
///
/// @param between two reviewers each, on the trajectories that both have judged
/// @param withJudge each reviewer, and the majority of them, against the model that judged
/// @param withRules each reviewer, and the majority of them, against the rules
/// @param judgeWithRules the model against the rules, on all trajectories of the file
/// @param strata what was accepted in each stratum
/// @param led verdicts that do not count because they were given with the findings in view
public record Agreement(
        List<Comparison> between,
        List<Comparison> withJudge,
        List<Comparison> withRules,
        Comparison judgeWithRules,
        List<Stratum> strata,
        long led) {
    /// Strata that are told apart; the largest ones.
    public static final int STRATA_MAX = 200;

    /// The majority of reviewers, as a name among theirs.
    public static final String MAJORITY = "majority of reviewers";

    /// Two raters, and how often one said this while the other said that.
    ///
    /// @param rowWords what the first may say
    /// @param columnWords what the second may say; where these are fewer, the first's further words
    ///   are no part of kappa
    /// @param counts by the first's word, then the second's
    public record Comparison(
            String first,
            String second,
            List<String> rowWords,
            List<String> columnWords,
            long[][] counts) {
        /// {@return kappa over the words that both may say}
        public Optional<Kappa> kappa() {
            int size = columnWords.size();
            long[][] square = new long[size][];
            for (int i = 0; i < size; i++) {
                square[i] = counts[i].clone();
            }
            return Kappa.of(square);
        }

        /// {@return trajectories that both have judged}
        public long pairs() {
            long sum = 0;
            for (long[] row : counts) {
                for (long count : row) {
                    sum += count;
                }
            }
            return sum;
        }
    }

    /// A stratum.
    ///
    /// @param size trajectories in the file
    /// @param rules of these, what the rules accept
    /// @param judge of those that a model judged, what it accepts; none if it judged none
    /// @param reviewers of those with a majority for or against, what reviewers accept; none if
    ///   there are none
    public record Stratum(
            String name,
            long size,
            Wilson rules,
            Optional<Wilson> judge,
            Optional<Wilson> reviewers) {}
}
