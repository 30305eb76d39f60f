package dev.baltoro.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.train.pretrain.PretrainingRun;
import dev.baltoro.train.recipe.Experiment;
import dev.baltoro.train.run.ProgressLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunsTest {
    @TempDir Path folder;
    private Experiment experiment = TinyExperiment.on(Path.of("."));

    @BeforeEach
    void prepare() {
        TinyExperiment.prepare(folder.resolve("data"));
        experiment = TinyExperiment.on(folder.resolve("data"));
    }

    private ExperimentRuns in(String name) throws IOException {
        Path path = Files.createDirectories(folder.resolve(name));
        return new ExperimentRuns(
                experiment,
                experiment.runs(),
                new ExperimentFolder(path),
                (model, tokenizer, asked, seed) -> {
                    throw new AssertionError("there is no tokenizer to write with");
                });
    }

    /// Notes what begins, and at which step.
    private static final class Noted implements ExperimentRuns.Watcher {
        final List<String> begun = new ArrayList<>();

        @Override
        public ProgressLine begin(
                Experiment.Run run, ExperimentRuns.Place place, PretrainingRun training) {
            begun.add(
                    "%d/%d %s-%d from %d"
                            .formatted(
                                    place.number(),
                                    place.of(),
                                    run.variant(),
                                    run.seed(),
                                    training.step()));
            return ProgressLine.plain(
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    training.step(),
                    training.steps(),
                    Duration.ofHours(1),
                    InstantSource.system());
        }

        @Override
        public void failed(Experiment.Run run, String why) {
            throw new AssertionError(why);
        }
    }

    @Test
    void everyRunIsMadeOnceAndSummarised() throws IOException {
        ExperimentRuns runs = in("whole");
        Noted first = new Noted();
        assertThat(runs.run(first, () -> false)).isTrue();
        assertThat(first.begun)
                .containsExactly(
                        "1/4 muon-1 from 0",
                        "2/4 muon-2 from 0",
                        "3/4 muon-clip-1 from 0",
                        "4/4 muon-clip-2 from 0");

        Noted again = new Noted();
        assertThat(runs.run(again, () -> false)).isTrue();
        assertThat(again.begun).isEmpty();

        Path text = ExperimentReport.write(runs);
        assertThat(text).content().contains("| muon-clip | 2 |", "clipped-heads.png");
        assertThat(folder.resolve("whole/summary.json")).content().contains("\"seed\" : 2");
        assertThat(ImageIO.read(folder.resolve("whole/largest-logit.png").toFile()).getWidth())
                .isGreaterThan(500);
        VariantFigures clipped = runs.summary().variants().getLast();
        assertThat(clipped.stepsWithClipping().mean()).isPositive();
    }

    @Test
    void stoppedExperimentGoesOnWhereItStoppedWithTheSameResult() throws IOException {
        ExperimentRuns whole = in("whole");
        whole.run(new Noted(), () -> false);

        ExperimentRuns stopped = in("stopped");
        // Asked before each run and each step: the second run stops after a few steps.
        AtomicInteger asked = new AtomicInteger();
        int until = TinyExperiment.STEPS + 5;
        assertThat(stopped.run(new Noted(), () -> asked.incrementAndGet() > until)).isFalse();

        Noted rest = new Noted();
        assertThat(stopped.run(rest, () -> false)).isTrue();
        assertThat(rest.begun).hasSize(3);
        assertThat(rest.begun.getFirst()).matches("2/4 muon-2 from [1-5]");
        assertThat(losses(stopped)).isEqualTo(losses(whole));
    }

    @Test
    void folderOfAnotherExperimentIsRefused() throws IOException {
        in("runs").run(new Noted(), () -> false);
        experiment =
                Experiment.parse(
                        TinyExperiment.yaml(folder.resolve("data")), List.of("schedule.peak=0.01"));
        ExperimentRuns other = in("runs");
        assertThatThrownBy(() -> other.run(new Noted(), () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was run with another recipe: name another folder");
    }

    @Test
    void summaryOfNothingSaysSo() throws IOException {
        ExperimentRuns none = in("none");
        assertThatThrownBy(none::summary).hasMessageContaining("no run of tiny has a result");
    }

    private static List<Double> losses(ExperimentRuns runs) throws IOException {
        return runs.summary().runs().stream().map(RunFigures::loss).toList();
    }
}
