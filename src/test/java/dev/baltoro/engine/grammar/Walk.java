package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// A model that knows nothing: it draws any token that its grammar allows.
final class Walk {
    private Walk() {}

    /// {@return a tokenizer of 1,500 tokens that come up in JSON}
    static Tokenizer tokenizer() {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        String[] words = {
            "city",
            "Beijing",
            "name",
            "unit",
            "celsius",
            "Zürich",
            "東京",
            "temperature",
            "日本",
            "é",
            "the",
            "value",
            "count",
            "true",
            "false",
            "null",
            "functions.get_weather",
            "\\n",
            "\\u00e9",
            "😀"
        };
        for (int i = 0; i < 3_000; i++) {
            String word = words[random.nextInt(words.length)];
            String other = words[random.nextInt(words.length)];
            texts.add("{\"" + word + "\": \"" + other + "\", \"" + other + "\":" + i + "}");
            texts.add("[\"" + word + " " + other + "\",\"" + word + "\"]," + random.nextDouble());
        }
        return new BpeTrainer(1_500, 1, BpeTrainer.Progress.SILENT).train(texts.iterator());
    }

    /// {@return the tokens of one answer of at most `budget` tokens}
    static int[] random(Constraint constraint, Random random, int budget) {
        assertThat(constraint.distance()).isLessThanOrEqualTo(budget);
        List<Integer> tokens = new ArrayList<>();
        while (constraint.distance() > 0) {
            int remaining = budget - tokens.size();
            TokenMask mask = constraint.allowed(remaining);
            assertThat(mask.count()).as("after %s", tokens).isPositive();
            int token = draw(mask, random);
            constraint.accept(token);
            assertThat(constraint.distance())
                    .as("after %s", tokens)
                    .isLessThanOrEqualTo(remaining - 1);
            tokens.add(token);
        }
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Single bytes more often than long tokens, since longer tokens are more.
    private static int draw(TokenMask mask, Random random) {
        int limit = random.nextInt(3) == 0 ? Math.min(256, mask.vocabSize()) : mask.vocabSize();
        int[] allowed = IntStream.range(0, limit).filter(mask::allows).toArray();
        if (allowed.length == 0) {
            allowed = IntStream.range(0, mask.vocabSize()).filter(mask::allows).toArray();
        }
        return allowed[random.nextInt(allowed.length)];
    }

    /// {@return whether a text's own tokens may come one after the other, and then the end}
    static boolean accepts(Tokenizer tokenizer, Constraint constraint, String text) {
        for (int token : tokenizer.encodeWithSpecial(text)) {
            if (!constraint.allowed().allows(token)) {
                return false;
            }
            constraint.accept(token);
        }
        return true;
    }
}
