package dev.baltoro.text.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static final long SEED = 3;
    private static final int WINDOW = Slices.WINDOW_CODE_POINTS;
    private static final int RUN = Slices.RUN_CODE_POINTS;

    @Test
    void runsAndWindowsAreCutAtTheirLimits() {
        assertThat(lengths("")).isEmpty();
        assertThat(lengths("a".repeat(RUN))).containsExactly(RUN);
        assertThat(lengths("a".repeat(RUN + 1))).containsExactly(RUN, 1);
        assertThat(lengths(" ".repeat(RUN + 1))).containsExactly(RUN, 1);
        assertThat(lengths("月".repeat(RUN + 1))).containsExactly(3 * RUN, 3);
        assertThat(lengths("😀".repeat(RUN) + "\u001C".repeat(RUN) + "a"))
                .as("a separator is a space to Python")
                .containsExactly(5 * RUN + 1);
        assertThat(lengths("a ".repeat(WINDOW / 2) + "b")).containsExactly(WINDOW, 1);
        assertThat(lengths("😀 ".repeat(WINDOW / 2) + "b")).containsExactly(5 * WINDOW / 2, 1);
    }

    @Test
    void textAndItsBytesAreCutAlike() {
        Random random = new Random(SEED);
        StringBuilder text = new StringBuilder();
        while (text.length() < 3 * WINDOW) {
            String part = NastyText.next(random, 4);
            text.append(part.repeat(random.nextInt(64) == 0 ? RUN : 1));
        }
        List<Integer> fromBytes = new ArrayList<>();
        byte[] utf8 = new byte[3 * text.length()];
        int size = Utf8.write(text, 0, text.length(), utf8);
        byte[] whole =
                new String(utf8, 0, size, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        Slices.of(whole, (bytes, from, to) -> fromBytes.add(to - from));
        assertThat(lengths(text)).as("seed %d", SEED).isEqualTo(fromBytes).hasSizeGreaterThan(3);
        assertThat(fromBytes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(size);
    }

    private static List<Integer> lengths(CharSequence text) {
        List<Integer> lengths = new ArrayList<>();
        Slices.of(text, (bytes, from, to) -> lengths.add(to - from));
        return lengths;
    }
}
