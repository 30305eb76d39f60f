package dev.baltoro.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void plainLinesKeepTheirDistanceAndEndWithTheLastStep() {
        AtomicLong millis = new AtomicLong();
        try (ProgressLine line =
                ProgressLine.plain(
                        out,
                        0,
                        100,
                        Duration.ofSeconds(10),
                        () -> Instant.ofEpochMilli(millis.get()))) {
            for (int step = 1; step <= 100; step++) {
                millis.addAndGet(1000);
                line.show(MetricsLogTest.step(step));
            }
            line.say("done");
        }
        String[] lines = printed().split(System.lineSeparator());
        // Steps 1, 11, ..., 91, the last one, and what was said.
        assertThat(lines).hasSize(12);
        assertThat(lines[0])
                .isEqualTo(
                        "step 1/100 (1%)  loss 4.500  1,000 tok/s  ETA 1:39  logit 7.5 (2"
                                + " clipped)  balance 1.25");
        assertThat(lines[10]).startsWith("step 100/100 (100%)").contains("ETA 0:00");
        assertThat(lines[11]).isEqualTo("done");
        assertThat(printed()).doesNotContain("\r", "\u001b");
    }

    @Test
    void timeLeftOfAResumedRunCountsItsOwnSteps() {
        AtomicLong millis = new AtomicLong();
        try (ProgressLine line =
                ProgressLine.plain(
                        out,
                        50,
                        100,
                        Duration.ofSeconds(10),
                        () -> Instant.ofEpochMilli(millis.get()))) {
            millis.set(2000);
            line.show(MetricsLogTest.step(51));
        }
        assertThat(printed().strip()).contains("ETA 1:38");
    }

    @Test
    void barTakesTheRoomThatFiguresLeave() {
        String figures = "loss 2.684  9,515 tok/s  ETA 1:00  logit 6.0 (1 clipped)  balance 1.73";
        assertThat(FittedBar.of(135, 270, figures, 120))
                .isEqualTo("█".repeat(15) + "░".repeat(15) + "  135/270  " + figures);
        assertThat(FittedBar.of(0, 270, figures, 90))
                .isEqualTo("░".repeat(11) + "  0/270  " + figures);
        assertThat(FittedBar.of(270, 270, figures, 80)).isEqualTo("270/270  " + figures);
        assertThat(FittedBar.of(99_999, 100_000, figures, 80))
                .isEqualTo("99999/100000 " + figures.replace("  ", " "));
        assertThat(FittedBar.of(1, 2, figures, 20)).isEqualTo("1/2 loss 2.684 9,515");
        assertThat(FittedBar.of(0, 0, "", 20)).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void barIsRedrawnOnItsLineAndRemarksStandAboveIt() {
        AtomicLong millis = new AtomicLong();
        try (ProgressLine line =
                ProgressLine.bar(out, 81, 0, 100, () -> Instant.ofEpochMilli(millis.get()))) {
            line.show(MetricsLogTest.step(40));
            line.show(MetricsLogTest.step(41)); // too soon to be drawn
            line.say("a remark");
            millis.set(1000);
            line.show(MetricsLogTest.step(42));
        }
        String[] lines = printed().split(System.lineSeparator());
        String blank = "\r\u001b[K";
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).contains(blank + "40/100  loss 0.1").doesNotContain("41/100");
        assertThat(lines[0]).endsWith(blank + "a remark");
        assertThat(lines[1]).startsWith(blank + "41/100  loss 0.1").contains(blank + "42/100  ");
    }
}
