package dev.baltoro.rl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.Presets;
import dev.baltoro.rl.recipe.UpdateSettings.Mode;
import dev.baltoro.tensor.DType;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each part of the benchmark with the least sizes: what it counts, never how long it took.
class RlBenchTest {
    private static final K2Config TINY =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 512,
                                    "hidden_size", 32,
                                    "intermediate_size", 32,
                                    "moe_intermediate_size", 16,
                                    "num_hidden_layers", 2,
                                    "n_routed_experts", 4,
                                    "max_position_embeddings", 256));

    private static BenchFolder folder;

    @BeforeAll
    static void make() throws IOException {
        folder = BenchFolder.make(TINY, 1);
    }

    @AfterAll
    static void delete() throws IOException {
        folder.close();
        assertThat(folder.path()).doesNotExist();
    }

    private static IterationBench bench() {
        return new IterationBench(
                folder, List.of("precision=fp32", "workers=2", "optimizer.kind=adamw"), 2, 1);
    }

    @Test
    void promptsAllHaveTheLengthThatWasAskedFor() {
        ChatEncoder encoder = new ChatEncoder(folder.tokenizer(), ChatTemplate.K2);
        PromptGym gym = new PromptGym(folder.tokenizer(), 48, 1, () -> () -> {});
        for (int i = 0; i < 50; i++) {
            var task = gym.task(new TaskId(PromptGym.NAME, Split.TRAIN, 3, i, 1));
            assertThat(encoder.encode(task.world().reset(), List.of(), true).ids()).hasSize(48);
        }
        assertThatThrownBy(() -> new PromptGym(folder.tokenizer(), 3, 1, () -> () -> {}))
                .hasMessageContaining("a prompt of 3 tokens; the template alone has");
    }

    @Test
    void synchronousIterationDrawsJustTheTokensThatWereAskedFor() throws Exception {
        var result =
                bench().run(
                                Mode.SYNCHRONOUS,
                                new IterationShape(
                                        2,
                                        3,
                                        32,
                                        7,
                                        0,
                                        40,
                                        0,
                                        "standard",
                                        0,
                                        0,
                                        1,
                                        ToolWaits.NONE));

        double seconds = result.seconds().stream().mapToDouble(it -> it).sum();
        assertThat(result.seconds()).hasSize(2);
        assertThat(Math.round(result.tokensPerSecond() * seconds)).isEqualTo(2 * 2 * 3 * 7);
        assertThat(Math.round(result.rolloutsPerHour() * seconds / 3600)).isEqualTo(2 * 2 * 3);
        assertThat(result.idleShare()).isBetween(0.0, 1.0);
    }

    @Test
    void anAnswerWithAToolInItsMiddleHasJustAsManyTokens() throws Exception {
        var shape =
                new IterationShape(
                        2, 3, 32, 7, 0, 80, 0, "standard", 0, 0, 2, new ToolWaits(6, 2, 0.5));
        var result = bench().run(Mode.SYNCHRONOUS, shape);

        double seconds = result.seconds().stream().mapToDouble(it -> it).sum();
        assertThat(Math.round(result.tokensPerSecond() * seconds)).isEqualTo(2 * 2 * 3 * 7);
    }

    @Test
    void modesInWhichRolloutsWaitEndRolloutsToo() throws Exception {
        // Answers have 4 tokens in the middle, so that groups end within a segment or two of 8.
        for (Mode mode : List.of(Mode.PARTIAL, Mode.IN_FLIGHT)) {
            var result =
                    bench().run(
                                    mode,
                                    new IterationShape(
                                            2,
                                            2,
                                            32,
                                            4,
                                            0.5,
                                            64,
                                            8,
                                            "standard",
                                            3,
                                            1,
                                            2,
                                            new ToolWaits(1, 1, 0)));

            assertThat(result.mode()).isEqualTo(mode);
            assertThat(result.rolloutsPerHour()).as(mode.toString()).isPositive();
            assertThat(result.tokensPerSecond()).isPositive();
        }
    }

    @Test
    void handOverMeasuresEachThing() throws Exception {
        var samples = new HandoverBench(folder, DType.F32, 1, 2, 2).run();

        assertThat(samples).hasSize(4);
        for (var one : samples) {
            assertThat(one.values()).as(one.name()).hasSize(2);
            assertThat(one.least()).as(one.name()).isPositive();
        }
    }

    @Test
    void rolloutsWaitForTheirToolsOnVirtualThreads() throws Exception {
        var results = new WaitingBench(folder, 1, 32, 2, 2, 5).run(List.of(3, 100));

        assertThat(results).extracting(WaitingBench.Result::rollouts).containsExactly(3, 100);
        assertThat(results.getLast().platformThreads())
                .isLessThan(results.getFirst().platformThreads() + 50);
        assertThat(results.getLast().idleMillis().p99())
                .isLessThanOrEqualTo(results.getLast().idleMillis().largest());
        assertThat(Files.exists(folder.model())).isTrue();
    }
}
