package dev.baltoro.rl.reward;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How much each domain counts: as the recipe says, or more where the policy fails more (K1.5
/// §2.3.5 samples prompts in proportion to 1 − success).
public sealed interface DomainWeights {
    /// {@return each domain's share of the prompts; they sum to 1}
    SortedMap<String, Double> shares();

    /// {@return the weights after an iteration}
    ///
    /// @param success mean success of each domain that had prompts
    DomainWeights after(Map<String, Double> success);

    /// The recipe's shares, always.
    record Fixed(SortedMap<String, Double> shares) implements DomainWeights {
        public Fixed {
            shares = normalised(shares);
        }

        @Override
        public DomainWeights after(Map<String, Double> success) {
            return this;
        }
    }

    /// The recipe's shares times the failure rate, averaged over iterations.
    ///
    /// @param base the recipe's shares
    /// @param success running mean of each domain's success
    /// @param memory how much of the running mean stays in one iteration, from 0 to 1
    record Adaptive(
            SortedMap<String, Double> base, SortedMap<String, Double> success, double memory)
            implements DomainWeights {
        /// A domain keeps at least this part of its share, so that it can be measured.
        private static final double SHARE_KEPT = 0.1;

        public Adaptive {
            base = normalised(base);
            success = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(success));
            if (!(memory >= 0 && memory < 1)) {
                throw new IllegalArgumentException(
                        "memory is %s; use 0 up to less than 1".formatted(memory));
            }
        }

        @Override
        public SortedMap<String, Double> shares() {
            SortedMap<String, Double> weighted = new TreeMap<>();
            base.forEach((domain, share) -> {
                double failure = 1 - success.getOrDefault(domain, 0.0);
                weighted.put(domain, share * Math.max(SHARE_KEPT, failure));
            });
            return normalised(weighted);
        }

        @Override
        public DomainWeights after(Map<String, Double> latest) {
            SortedMap<String, Double> running = new TreeMap<>(success);
            latest.forEach((domain, rate) ->
                    running.merge(domain, rate, (old, now) -> memory * old + (1 - memory) * now));
            return new Adaptive(base, running, memory);
        }
    }

    private static SortedMap<String, Double> normalised(SortedMap<String, Double> weights) {
        double sum = 0;
        for (double weight : weights.values()) {
            if (!(weight > 0)) {
                throw new IllegalArgumentException(
                        "a domain's weight is %s; use more than 0".formatted(weight));
            }
            sum += weight;
        }
        SortedMap<String, Double> shares = new TreeMap<>();
        for (Map.Entry<String, Double> entry : weights.entrySet()) {
            shares.put(entry.getKey(), entry.getValue() / sum);
        }
        return java.util.Collections.unmodifiableSortedMap(shares);
    }
}
