package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.model.K2Model;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.DType;
import dev.baltoro.train.pretrain.TinyRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PretrainCommandTest {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path recipe = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Path shards = TinyRun.dataset(folder.resolve("shards"));
        recipe = Files.writeString(folder.resolve("tiny.yaml"), TinyRun.yaml(shards));
    }

    private int run(String... arguments) {
        return new CommandLine(new PretrainCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, line, _) -> {
                    line.getErr().println(e.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    private int start(String... more) {
        String[] arguments = {recipe.toString(), "--run", folder.resolve("run").toString()};
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(all);
    }

    @Test
    void trainsAndPrintsTheFolderOfAModelThatLoads() throws IOException {
        assertThat(start("--set", "stages.0.steps=2", "--dtype", "fp32")).isZero();
        Path model = Path.of(out.toString().strip());
        assertThat(model).isEqualTo(folder.resolve("run/model"));
        try (K2Model loaded = Checkpoints.load(model, DType.F32, note -> {})) {
            assertThat(loaded.config().vocabSize()).isEqualTo(257);
        }
        assertThat(Files.readString(folder.resolve("run/recipe.yaml"))).contains("steps: 2");
        assertThat(folder.resolve("run/report.html")).exists();
        assertThat(err.toString()).contains("report: file:");
    }

    @Test
    void resumesAFinishedRunWithoutTrainingOn() throws IOException {
        assertThat(start("--set", "stages.0.steps=2")).isZero();
        String metrics = Files.readString(folder.resolve("run/metrics.jsonl"));
        assertThat(run("--resume", folder.resolve("run").toString())).isZero();
        assertThat(Files.readString(folder.resolve("run/metrics.jsonl"))).isEqualTo(metrics);
    }

    @Test
    void anExistingRunIsNotOverwritten() {
        assertThat(start("--set", "stages.0.steps=2")).isZero();
        assertThat(start()).isEqualTo(1);
        assertThat(err.toString()).contains("a run is already in").contains("--resume");
    }

    @Test
    void anUnknownKeyIsAnsweredWithTheNearestOne() {
        assertThat(start("--set", "schedule.peek=1e-3")).isEqualTo(1);
        assertThat(err.toString()).contains("peek").contains("peak");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RECIPE --dtype fp8 | --dtype is bf16 or fp32, not fp8",
                "RECIPE --resume RUN | give either a RECIPE, or --resume DIR",
                "--resume RUN --set seed=2 | --set cannot be given",
                "--run RUN | give either a RECIPE, or --resume DIR",
                "RECIPE seed=2 | Unmatched argument at index 1: 'seed=2'",
                "RECIPE --run RUN --run RUN | should be specified only once",
                "RECIPE --sed seed=2 | Unknown option"
            })
    void misuseIsExplainedWithCode2AndLeavesNothing(String line, String message) {
        String[] arguments =
                line.replace("RECIPE", recipe.toString())
                        .replace("RUN", folder.resolve("run").toString())
                        .split(" ");
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void resumingNothingFails() {
        assertThat(run("--resume", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no run to continue").contains("none");
    }

    @Test
    void aMissingRecipeIsNamed() {
        assertThat(run(folder.resolve("none.yaml").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("none.yaml");
    }
}
