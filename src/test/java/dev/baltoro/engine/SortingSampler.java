package dev.baltoro.engine;

import dev.baltoro.engine.sampling.TokenRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The sampler as one would write it down: lists, a full sort, [Math#exp].
final class SortingSampler {
    private final SamplingParameters parameters;
    private final TokenRandom random;
    private final Set<Integer> seen = new HashSet<>();
    private final List<Integer> output = new ArrayList<>();

    SortingSampler(SamplingParameters parameters, int[] prompt) {
        this.parameters = parameters;
        this.random = TokenRandom.of(parameters.seed());
        IntStream.of(prompt).forEach(seen::add);
    }

    int draw(float[] row, Optional<TokenMask> mask) {
        double left = random.next();
        double[] probabilities = probabilities(row, mask);
        int last = -1;
        for (int id = 0; id < row.length && left >= 0; id++) {
            if (probabilities[id] > 0) {
                left -= probabilities[id];
                last = id;
            }
        }
        output.add(last);
        seen.add(last);
        return last;
    }

    /// The probabilities that tokens are drawn with.
    double[] probabilities(float[] row, Optional<TokenMask> mask) {
        float[] scores = adjusted(row);
        List<Integer> order =
                new ArrayList<>(
                        IntStream.range(0, row.length)
                                .filter(id -> mask.isEmpty() || mask.get().allows(id))
                                .boxed()
                                .sorted(Comparator.comparingDouble(id -> -scores[id]))
                                .toList());
        double[] weights = new double[row.length];
        double temperature = parameters.temperature();
        int kept =
                parameters.topK() == 0 ? order.size() : Math.min(parameters.topK(), order.size());
        kept = temperature == 0 ? 1 : kept;
        double sum = 0;
        for (int id : order.subList(0, kept)) {
            double exponent = (scores[id] - (double) scores[order.getFirst()]) / temperature;
            weights[id] = temperature == 0 ? 1 : Math.exp(exponent);
            sum += weights[id];
        }
        double[] probabilities = new double[row.length];
        double reached = 0;
        double keptSum = 0;
        for (int id : order.subList(0, kept)) {
            boolean inNucleus = parameters.topP() == 1 || reached < parameters.topP() * sum;
            reached += weights[id];
            if (inNucleus && weights[id] >= parameters.minP()) {
                probabilities[id] = weights[id];
                keptSum += weights[id];
            }
        }
        for (int id = 0; id < row.length; id++) {
            probabilities[id] /= keptSum;
        }
        return probabilities;
    }

    private float[] adjusted(float[] row) {
        float[] scores = row.clone();
        for (int id = 0; id < row.length; id++) {
            int token = id;
            double score = row[id];
            if (seen.contains(id)) {
                double penalty = parameters.repetitionPenalty();
                score = score > 0 ? score / penalty : score * penalty;
            }
            long times = output.stream().filter(other -> other == token).count();
            score -= times > 0 ? parameters.presencePenalty() : 0;
            score -= times * parameters.frequencyPenalty();
            scores[id] = (float) score;
            if (parameters.logitBias().containsKey(id)) {
                scores[id] += parameters.logitBias().get(id);
            }
        }
        return scores;
    }
}
