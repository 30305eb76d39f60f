package dev.baltoro.train.pretrain;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.plan.ModelAccount;
import dev.baltoro.train.recipe.Recipe;
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
}
