package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.Constraint;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Grammars are kept as long as they fit into some bytes, however many tool sets are asked for.
class KeptGrammarsTest {
    private static final long SEED = 23;
    private static final long BYTES_MAX = 4L << 20;
    private static final Tokenizer TOKENIZER = Walk.tokenizer();

    private static void write(Grammars grammars, List<ToolDeclaration> tools, Random random) {
        Constraint answer = grammars.answer(tools, new ToolChoice.Required(), true).start();
        Walk.random(answer, random, answer.distance() + 100);
    }

    @Test
    void manyToolSetsTakeNoMoreThanTheirBytes() {
        Grammars grammars = new Grammars(BYTES_MAX, TOKENIZER);
        Random random = new Random(SEED);
        long most = 0;
        for (int round = 0; round < 300; round++) {
            write(grammars, RandomTools.draw(random).declarations(), random);
            // The grammar in use has grown since; the next request counts again.
            grammars.jsonObject();
            most = Math.max(most, grammars.bytes());
        }
        assertThat(most).as("seed %d", SEED).isBetween(BYTES_MAX / 2, BYTES_MAX);
        assertThat(grammars.count()).isBetween(2, 299);
    }

    @Test
    void whatWasAskedForLongestAgoGoesFirst() {
        Grammars grammars = new Grammars(6 * BYTES_MAX, TOKENIZER);
        Random random = new Random(SEED);
        List<ToolDeclaration> first = RandomTools.draw(random).declarations();
        ToolChoice any = new ToolChoice.Required();
        Grammar kept = grammars.answer(first, any, true);
        for (int round = 0; round < 30; round++) {
            write(grammars, RandomTools.draw(random).declarations(), random);
            assertThat(grammars.answer(first, any, true)).as("round %d", round).isSameAs(kept);
        }
        for (int round = 0; round < 300; round++) {
            write(grammars, RandomTools.draw(random).declarations(), random);
        }
        assertThat(grammars.answer(first, any, true)).isNotSameAs(kept);
    }
}
