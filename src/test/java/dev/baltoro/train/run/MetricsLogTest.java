package dev.baltoro.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    @TempDir Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve(MetricsLog.FILE);
    }

    static Metric.Step step(long step) {
        return new Metric.Step(
                step, step * 512, 4.5 / step, 1e-4, 2e-3, 1000, 7.5, 2, 1.25, 0.5, false, step);
    }

    private static List<Metric> readAll(Path file) throws IOException {
        List<Metric> metrics = new ArrayList<>();
        MetricsLog.read(file, metrics::add);
        return metrics;
    }

    private void writeSteps(long resumed, long from, long to) throws IOException {
        try (MetricsLog log = MetricsLog.open(file, resumed)) {
            for (long step = from; step <= to; step++) {
                log.write(step(step));
                log.write(new Metric.Sample(step, "a", "ä \u2028 \n"));
            }
        }
    }

    @Test
    void everyKindReadsBackAsWritten() throws IOException {
        List<Metric> written =
                List.of(
                        new Metric.Event(0, "started: \"quoted\" \n </script>"),
                        step(1),
                        new Metric.HeldOut(1, Map.of("code", 3.25), Map.of("code", 6.5)),
                        Metric.Heads.of(1, new double[][] {{1.5, -2}, {0, 8}}),
                        Metric.Loads.of(1, List.of(1), new double[][] {{0.25, 0.75}}),
                        new Metric.Sample(1, "prompt", "completion"));
        try (MetricsLog log = MetricsLog.open(file, 0)) {
            for (Metric metric : written) {
                log.write(metric);
            }
            log.sync();
        }
        assertThat(readAll(file)).isEqualTo(written);
        assertThat(Files.readAllLines(file).get(1))
                .contains("\"type\":\"step\"", "\"max_logit\":7.5", "\"seconds_elapsed\":1.0");
    }

    /// Runs from before judged attempts were counted apart, or cores were lent.
    @Test
    void whatOlderLinesDoNotSayIsNotThere() throws IOException {
        RolloutMetric.Iteration written =
                new RolloutMetric.Iteration(
                        3,
                        3,
                        Map.of("tools", new RolloutMetric.Tally(48, 0, 12, 0.25, 20, 1, 1)),
                        new RolloutMetric.Policy(0, 0, 1, 0, 0, 0.5, Double.NaN),
                        new RolloutMetric.Sampling(
                                1, 1, 6, 5, 0, 48, 0, 0, 0, Double.NaN, 0, 960, 900),
                        new RolloutMetric.Time(
                                1, 1, 0, 1, 2, 0, Optional.of(new RolloutMetric.Cores(1, 1))));
        try (MetricsLog log = MetricsLog.open(file, 0)) {
            log.write(written);
        }
        assertThat(readAll(file)).containsExactly(written);
        String line = Files.readString(file);
        assertThat(line).contains("\"judged\":0,", "\"successes\":12").doesNotContain("verified");
        Files.writeString(file, line.replace("\"judged\":0,", ""));
        assertThat(readAll(file)).containsExactly(written);
        String cores = ",\"cores\":{\"engine\":1.0,\"trainer\":1.0}";
        assertThat(line).contains(cores);
        Files.writeString(file, line.replace(cores, ""));
        assertThat(readAll(file))
                .extracting(it -> ((RolloutMetric.Iteration) it).time().cores())
                .containsExactly(Optional.empty());
    }

    @Test
    void domainsStandInOneOrder() throws IOException {
        Map<String, Double> loss = new LinkedHashMap<>();
        loss.put("z", 1.0);
        loss.put("a", 2.0);
        try (MetricsLog log = MetricsLog.open(file, 0)) {
            log.write(new Metric.HeldOut(1, loss, Map.of()));
        }
        assertThat(Files.readString(file)).contains("{\"a\":2.0,\"z\":1.0}");
    }

    @Test
    void lossThatIsNotFiniteReadsBack() throws IOException {
        Metric.Step spoilt =
                new Metric.Step(
                        1, 512, Double.NaN, 0, 1, 1, Double.POSITIVE_INFINITY, 0, 1, 1, true, 1);
        try (MetricsLog log = MetricsLog.open(file, 0)) {
            log.write(spoilt);
        }
        assertThat(readAll(file)).containsExactly(spoilt);
    }

    @Test
    void resumedFileEqualsUninterruptedFile() throws IOException {
        writeSteps(0, 1, 9);
        byte[] uninterrupted = Files.readAllBytes(file);
        Files.delete(file);
        writeSteps(0, 1, 7);
        writeSteps(4, 5, 9);
        assertThat(Files.readAllBytes(file)).isEqualTo(uninterrupted);
    }

    /// As after `kill -9`: the file ends at any byte, also inside a character.
    @Test
    void anyHalfWrittenLastLineIsDropped() throws IOException {
        writeSteps(0, 1, 3);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            Files.write(file, torn);
            long lines =
                    new String(torn, StandardCharsets.ISO_8859_1)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            assertThat(readAll(file)).as("%d bytes", length).hasSize((int) lines);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        writeSteps(2, 3, 3);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void damageInTheMiddleNamesTheLine() throws IOException {
        writeSteps(0, 1, 1);
        Files.writeString(file, "{\"type\":\"step\"\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> readAll(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3 is not a metric");
    }
}
