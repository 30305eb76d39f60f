package dev.baltoro.flow;

import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.pretrain.SampleWriter;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a pretraining run learned, for people: losses of held-out text, and what it writes after
/// the recipe's prompts.
final class Learned {
    private static final long SEED = 1;

    private Learned() {}

    static List<String> lines(PretrainingRun training, SampleWriter samples) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("held-out loss, in nats a token, beside what token frequencies alone reach:");
        training.training()
                .heldOut()
                .forEach((domain, loss) ->
                        lines.add(
                                String.format(
                                        Locale.ROOT,
                                        "  %-12s %.3f   (unigram entropy %.3f)",
                                        domain,
                                        loss,
                                        training.unigramEntropy()
                                                .getOrDefault(domain, Double.NaN))));
        Recipe.Generation asked = training.recipe().generate();
        List<String> texts =
                training.tokenizer()
                        .map(tokenizer ->
                                samples.write(training.training().model(), tokenizer, asked, SEED))
                        .orElse(List.of());
        for (int i = 0; i < texts.size(); i++) {
            lines.add("");
            lines.add("> " + asked.prompts().get(i).strip().replace("\n", "\n> "));
            lines.add(texts.get(i).strip());
        }
        return lines;
    }
}
