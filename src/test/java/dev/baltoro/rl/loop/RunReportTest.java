package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.rl.report.WellFormed;
import dev.baltoro.rl.rollout.KeptRollouts;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Measured;
import dev.baltoro.train.run.RolloutMetric.Success;
import dev.baltoro.train.run.RolloutMetric.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunReportTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;

    /// A real run: everything that the page says is what its metrics and its kept rollouts say.
    @Test
    void aRunDrawsWhatItMeasured() throws Exception {
        Path run = folder.resolve("run");
        var unused =
                TinyRl.train(run, TinyRl.recipe(TinyRl.model(folder), "iterations=3"), () -> false);
        String page = Files.readString(run.resolve("report.html"));
        WellFormed.check(page);
        assertThat(page).contains("iteration 3 of 3", ">finished<");
        JsonNode data = data(page);

        List<Iteration> iterations = new ArrayList<>();
        List<Success> successes = new ArrayList<>();
        MetricsLog.read(
                run.resolve(MetricsLog.FILE),
                metric -> {
                    switch (metric) {
                        case Iteration iteration -> iterations.add(iteration);
                        case Success success -> successes.add(success);
                        default -> {}
                    }
                });
        assertIterations(page, data, iterations);
        assertThat(successes).hasSize(3);
        for (Measured measured : successes.getLast().measured()) {
            assertThat(page)
                    .contains(
                            String.format(
                                    Locale.ROOT,
                                    "%.1f to %.1f; %d of %d",
                                    100 * measured.low(),
                                    100 * measured.high(),
                                    measured.successes(),
                                    measured.attempts()));
        }
        assertRollouts(page, data, run);
        assertThat(page).contains("By domain, task by task", "<td>temperature 1.0</td><td>20</td>");
    }

    private static void assertIterations(String page, JsonNode data, List<Iteration> iterations) {
        assertThat(iterations).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Iteration iteration = iterations.get(i);
            Tally tally = Objects.requireNonNull(iteration.domains().get("logic"));
            Wilson share = Wilson.of(tally.successes(), tally.attempts());
            assertThat(value(data, "success-logic", "training", "values", i + 1))
                    .isEqualTo(100 * share.share());
            assertThat(value(data, "success-logic", "training", "low", i + 1))
                    .isEqualTo(100 * share.low());
            assertThat(value(data, "reward", "logic", "values", i)).isEqualTo(tally.reward());
            assertThat(value(data, "tokens", "logic", "values", i)).isEqualTo(tally.tokens());
            assertThat(value(data, "temperature", "temperature", "values", i))
                    .isEqualTo(iteration.sampling().temperature());
            assertThat(page)
                    .contains(
                            "<tr><td>%d</td><td>%d of %d</td>"
                                    .formatted(i + 1, tally.successes(), tally.attempts()));
        }
    }

    private static void assertRollouts(String page, JsonNode data, Path run) throws Exception {
        KeptRollouts kept = KeptRollouts.of(run);
        assertThat(kept.iterations()).containsExactly(1L, 2L, 3L);
        List<String> lines = Files.readAllLines(kept.file(3));
        assertThat(lines).hasSize(4);
        for (int place = 0; place < lines.size(); place++) {
            JsonNode rollout = JSON.readTree(lines.get(place));
            JsonNode shown = data.at("/transcripts/3-" + place);
            assertThat(page).contains("id=\"rollout-3-" + place + "\"");
            assertThat(shown.path("id")).isEqualTo(rollout.path("tokens"));
            assertThat(shown.path("version")).isEqualTo(rollout.path("versions"));
            assertThat(shown.path("text").size()).isEqualTo(rollout.path("tokens").size());
            // Every token of the prompt is whole characters here, so the texts are the
            // conversation.
            assertThat(shown.path("text").get(0).asString()).isEqualTo("<|im_system|>");
        }
    }

    private static double value(JsonNode data, String plot, String label, String list, int at) {
        for (JsonNode one : data.path("plots")) {
            for (JsonNode series : one.path("series")) {
                if (one.path("id").asString("").equals(plot)
                        && series.path("label").asString("").equals(label)) {
                    return series.path(list).get(at).asDouble();
                }
            }
        }
        throw new AssertionError("no curve " + label + " in " + plot);
    }

    private static JsonNode data(String page) {
        Matcher data =
                Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
                        .matcher(page);
        assertThat(data.find()).isTrue();
        return JSON.readTree(data.group(1));
    }
}
