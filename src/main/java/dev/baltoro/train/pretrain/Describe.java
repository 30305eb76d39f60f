package dev.baltoro.train.pretrain;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.plan.ModelAccount;
import dev.baltoro.train.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// A run's facts in words and in the metrics' form.
final class Describe {
    private Describe() {}

    static String model(Recipe recipe, K2Config config, ModelAccount account) {
        return String.format(
                Locale.ROOT,
                "%s: %.1fM parameters, %.1fM active a token; %d layers, %d experts (%d a token), %,d steps, %,d tokens",
                recipe.model().preset().orElse("model"),
                account.all() * 1e-6,
                account.activatedWithBoth() * 1e-6,
                config.numHiddenLayers(),
                config.nRoutedExperts(),
                config.numExpertsPerTok(),
                recipe.steps(),
                recipe.tokens());
    }

    static String heldOut(
            long step, Map<String, Double> losses, Map<String, Double> unigramEntropy) {
        StringJoiner text = new StringJoiner(", ");
        losses.forEach((domain, loss) ->
                text.add(
                        String.format(
                                Locale.ROOT,
                                "%s %.3f (unigram %.2f)",
                                domain,
                                loss,
                                unigramEntropy.get(domain))));
        return "step " + step + ": held-out loss " + text;
    }

    static double[][] heads(float[][] maxLogit_LH) {
        double[][] wide = new double[maxLogit_LH.length][];
        for (int layer = 0; layer < wide.length; layer++) {
            wide[layer] = new double[maxLogit_LH[layer].length];
            for (int head = 0; head < wide[layer].length; head++) {
                wide[layer][head] = maxLogit_LH[layer][head];
            }
        }
        return wide;
    }

    static List<Integer> sparseLayers(long[][] load_LE) {
        List<Integer> layers = new ArrayList<>();
        for (int layer = 0; layer < load_LE.length; layer++) {
            if (sum(load_LE[layer]) > 0) {
                layers.add(layer);
            }
        }
        return layers;
    }

    static double[][] shares(long[][] load_LE) {
        List<double[]> shares = new ArrayList<>();
        for (int layer : sparseLayers(load_LE)) {
            long total = sum(load_LE[layer]);
            double[] share = new double[load_LE[layer].length];
            for (int expert = 0; expert < share.length; expert++) {
                share[expert] = (double) load_LE[layer][expert] / total;
            }
            shares.add(share);
        }
        return shares.toArray(double[][]::new);
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
