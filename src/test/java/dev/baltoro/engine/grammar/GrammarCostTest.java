package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.tokenizer.K2Vocabulary;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What masks cost with K2's own vocabulary; prints figures, asserts none.
@Tag("bench")
class GrammarCostTest {
    private static final long SEED = 11;

    @Test
    void masksOfK2sVocabulary() {
        Tokenizer tokenizer = K2Vocabulary.tokenizer();
        long start = System.nanoTime();
        Grammars grammars = new Grammars(tokenizer);
        System.out.printf("vocabulary: %.0f ms%n", (System.nanoTime() - start) / 1e6);
        Random random = new Random(SEED);
        for (int pass = 0; pass < 3; pass++) {
            long compiling = 0;
            List<Long> times = new ArrayList<>();
            for (int round = 0; round < 50; round++) {
                RandomTools tools = RandomTools.draw(random);
                long before = System.nanoTime();
                Grammar grammar =
                        grammars.answer(tools.declarations(), new ToolChoice.Required(), true);
                compiling += System.nanoTime() - before;
                for (int again = 0; again < 3; again++) {
                    walk(grammar.start(), random, times);
                }
            }
            times.sort(null);
            System.out.printf(
                    "pass %d: compile %.2f ms; mask mean %.3f ms, median %.3f, 99 %% %.3f, most %.3f"
                            + " (%d tokens)%n",
                    pass,
                    compiling / 50e6,
                    times.stream().mapToLong(Long::longValue).average().orElse(0) / 1e6,
                    times.get(times.size() / 2) / 1e6,
                    times.get(times.size() * 99 / 100) / 1e6,
                    times.getLast() / 1e6,
                    times.size());
            assertThat(times).isNotEmpty();
        }
    }

    private static void walk(Constraint constraint, Random random, List<Long> times) {
        int budget = constraint.distance() + 100;
        while (constraint.distance() > 0) {
            long before = System.nanoTime();
            TokenMask mask = constraint.allowed(budget--);
            long asked = System.nanoTime();
            int[] allowed = IntStream.range(0, mask.vocabSize()).filter(mask::allows).toArray();
            int token = allowed[random.nextInt(allowed.length)];
            long drawn = System.nanoTime();
            constraint.accept(token);
            times.add(asked - before + System.nanoTime() - drawn);
        }
    }
}
