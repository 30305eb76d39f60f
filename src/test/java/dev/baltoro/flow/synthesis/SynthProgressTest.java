package dev.baltoro.flow.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SynthProgressTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aLineEveryFewSecondsHasTheRateTheTimeLeftAndWhatModelsCost() {
        AtomicLong time = new AtomicLong(Long.MAX_VALUE - SECOND); // overflows within the test
        List<String> lines = new ArrayList<>();
        SynthProgress progress =
                new SynthProgress(
                        1000,
                        () -> "12 answers, 480 tokens, cost 0.0012, errors 3.5 %",
                        lines::add,
                        time::get);
        progress.found(100);
        for (int i = 0; i < 4; i++) {
            time.addAndGet(2 * SECOND);
            progress.made();
        }
        assertThat(lines)
                .containsExactly(
                        "103 of 1,000 conversations, 1,800 an hour, ETA 30 min; 12 answers, 480 tokens, cost 0.0012, errors 3.5 %");
        progress.end();
        assertThat(lines)
                .endsWith(
                        "100 conversations were there already",
                        "4 conversations in 8 s, 1,800 an hour");
    }

    @Test
    void withoutModelsThereIsNothingToSayOfThem() {
        AtomicLong time = new AtomicLong();
        List<String> lines = new ArrayList<>();
        SynthProgress progress = new SynthProgress(2, () -> "", lines::add, time::get);
        time.addAndGet(6 * SECOND);
        progress.made();
        assertThat(lines).containsExactly("1 of 2 conversations, 600 an hour, ETA 6 s");
    }
}
