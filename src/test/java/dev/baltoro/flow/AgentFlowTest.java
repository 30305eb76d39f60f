package dev.baltoro.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.io.Durable;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.loop.RlRun;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.RecipeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole flow, so small that it learns nothing, and what is trained from it.
class AgentFlowTest {
    private static final String TINY =
            """
            name: tiny
            gyms: [{name: arithmetic}]
            text: []
            vocabulary: 400
            dialogues: 300
            solutions: 60
            pretrain:
              model:
                preset: nano
                set: {hidden_size: 32, intermediate_size: 32, moe_intermediate_size: 16, num_hidden_layers: 2, n_routed_experts: 4}
              data: {held_out_tokens: 128}
              batch: {tokens: 512, micro_batch_tokens: 512}
              stages: [{name: pretrain, sequence_length: 128, steps: 2}]
              schedule: {peak: 1.0e-3, warmup_steps: 1}
              checkpoint: {every_steps: 2, keep: 1}
            sft:
              context: 256
              batch: {tokens: 512, micro_batch_tokens: 512}
              max_steps: 2
              answers: {questions: 0}
              checkpoint: {every_steps: 2, keep: 1}
            rl:
              iterations: 2
              rollout: {prompts: 2, samples: 2, context_tokens: 192}
              budget: {tokens: {mathematics: 6}}
              objective: {ptx: {tokens: 192, held_out_tokens: 128}}
              guards: {base_rate_prompts: 0}
              evaluation: {tasks: 6, splits: [new_instances]}
            """;

    private static final String ARMS =
            """
            name: controls
            arms:
              seed-2: {seed: 2}
              coins: {reward.random: true, rate: {peak: 2.0e-4}}
            """;

    @TempDir private static Path shared;
    @TempDir private Path folder;
    private static Path done = Path.of("");
    private static List<String> told = List.of();

    @BeforeAll
    static void aFlow() throws Exception {
        done = shared.resolve("tiny");
        told = flow(done);
    }

    private static List<String> flow(Path folder) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path model =
                new AgentFlow(
                                folder,
                                AgentRecipe.parse(TINY, List.of()),
                                Gyms.standard(),
                                host(out))
                        .run();
        assertThat(model.resolve("config.json")).exists();
        return lines(out);
    }

    private static Host host(ByteArrayOutputStream out) {
        return Host.printing(new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private static List<String> lines(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<Path> arms(String yaml, ByteArrayOutputStream out, String... only)
            throws IOException, InterruptedException {
        return new Arms(done, folder, ArmsRecipe.parse(yaml), List.of(), Gyms.standard(), host(out))
                .run(List.of(only));
    }

    @Test
    void aFlowEndsWithItsTableAndIsNotDoneAgain() throws Exception {
        assertThat(told)
                .anyMatch(line -> line.startsWith("held-out tasks, each attempted once"))
                .anyMatch(line -> line.matches("mathematics +new instances +greedy +6 .*"))
                .anyMatch(
                        line -> line.matches("mathematics +new instances +temperature 0.6 +6 .*"));
        assertThat(flow(done))
                .anyMatch(line -> line.startsWith("pretraining: done already"))
                .anyMatch(line -> line.startsWith("reinforcement learning: done already"))
                .noneMatch(line -> line.startsWith("iteration "));
        assertThat(done.resolve("model")).isDirectory();
        assertThat(done.resolve("model/model.safetensors"))
                .hasSameBinaryContentAs(done.resolve("rl/model/model.safetensors"));
        assertThat(done.resolve("report.html"))
                .content()
                .contains("href=\"rl/report.html\"", "<td>temperature 0.6</td>");
    }

    @Test
    void theFolderOfOneRunIsNotAFlows() {
        assertThatThrownBy(() -> flow(done.resolve("rl")))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("choose another with --run");
    }

    /// Not after the minutes that a model takes.
    @Test
    void whatReinforcementLearningWouldRefuseIsRefusedBeforeAnythingIsDone() {
        assertRefused("rl.budget.tokens={maths: 6}", "rl: budget.tokens.maths: there is no domain");
        assertRefused(
                "rl.budget.tokens={mathematics: 192}", "rl: budget.tokens.mathematics is 192");
        assertRefused("rl.gyms=[{name: arithmetics}]", "rl: there is no gym `arithmetics`");
        assertRefused("rl.gyms=[{name: writing}]", "there is no judge");
        String wrong = "name: c\narms: {bad: {budget.tokens: {maths: 6}}}";
        assertThatThrownBy(() -> arms(wrong, new ByteArrayOutputStream()))
                .isInstanceOf(RecipeException.class)
                .hasMessageStartingWith("arms.bad: budget.tokens.maths: there is no domain");
        assertThat(folder).isEmptyDirectory();
    }

    /// Text and forgetting are not asked for: they are found through fine-tuning and pretraining.
    @ParameterizedTest
    @ValueSource(strings = {"sft", "sft/model", "rl"})
    void aRunFindsTheTextThatItsModelWasPretrainedOn(String model) throws Exception {
        RlRecipe recipe =
                RlRecipe.parse(
                        "{gyms: [{name: arithmetic}], iterations: 1, guards: {base_rate_prompts: 0}}",
                        List.of(
                                "model=\"" + done.resolve(model) + "\"",
                                "rollout={prompts: 2, samples: 2, context_tokens: 192}",
                                "budget.tokens.mathematics=6",
                                "objective.ptx={weight: 0, tokens: 192, held_out_tokens: 128}",
                                "evaluation={tasks: 2, splits: [new_instances]}"));
        Path run = folder.resolve("run");
        List<String> lines = new ArrayList<>();
        try (RlRun training = RlRun.start(run, recipe, Gyms.standard().all(), Optional.empty())) {
            assertThat(training.train(lines::add, () -> false)).isTrue();
        }
        assertThat(lines)
                .contains(
                        "forgetting is measured in %s, which is not trained on"
                                .formatted(done.resolve("data")))
                .filteredOn(line -> line.matches("held-out text: dialogues [0-9.]+ nats a token"))
                .hasSize(2);
        assertThat(RlRecipe.load(run.resolve("recipe.yaml"), List.of()).objective().ptx().shards())
                .hasValue(done.resolve("data"));
    }

    /// A model that no run made has none; text that is gone, or of another tokenizer, does not
    /// count.
    @Test
    void textThatCannotBeUsedIsNone() throws Exception {
        Path model = Files.createDirectories(folder.resolve("elsewhere"));
        try (Stream<Path> files = Files.list(done.resolve("model"))) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(file.getFileName()));
            }
        }
        assertThat(text(model)).isEmpty();
        Path shards = folder.resolve("shards");
        Files.writeString(
                model.resolve("recipe.yaml"),
                Files.readString(done.resolve("pretrain/recipe.yaml"))
                        .replace(done.resolve("data").toString(), shards.toString()));
        assertThat(text(model)).isEmpty();
        Files.createDirectories(shards);
        String manifest = Files.readString(done.resolve("data/manifest.json"));
        Files.writeString(
                shards.resolve("manifest.json"),
                manifest.replaceFirst("(\"tokenizer\" : \")", "$1other-"));
        assertThat(text(model)).isEmpty();
        Durable.deleteTree(shards);
        Files.createSymbolicLink(shards, done.resolve("data"));
        assertThat(text(model)).hasValue(shards);
    }

    private Optional<Path> text(Path model) throws Exception {
        RlRecipe recipe =
                RlRecipe.parse("{gyms: [{name: arithmetic}]}", List.of("model=\"" + model + "\""));
        Path run = Files.createTempDirectory(folder, "run").resolve("rl");
        try (RlRun training = RlRun.start(run, recipe, Gyms.standard().all(), Optional.empty())) {
            return training.recipe().objective().ptx().shards();
        }
    }

    private void assertRefused(String set, String why) {
        AgentFlow flow =
                new AgentFlow(
                        folder,
                        AgentRecipe.parse(TINY, List.of(set)),
                        Gyms.standard(),
                        host(new ByteArrayOutputStream()));
        assertThatThrownBy(flow::run).isInstanceOf(RecipeException.class).hasMessageContaining(why);
    }

    @Test
    void pretrainingAloneHasItsTextAndItsModelWhereTheyAreAskedFor() throws Exception {
        Path shards = folder.resolve("text");
        Path alone = folder.resolve("alone");
        AgentRecipe recipe = AgentRecipe.parse(TINY, List.of());
        Path model =
                new AgentFlow(alone, recipe, Gyms.standard(), host(new ByteArrayOutputStream()))
                        .pretrainAlone(shards);
        assertThat(model).isEqualTo(alone.resolve("model"));
        assertThat(model.resolve("model.safetensors"))
                .hasSameBinaryContentAs(done.resolve("pretrain/model/model.safetensors"));
        assertThat(shards.resolve("manifest.json")).exists();
        assertThat(Files.list(alone))
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactlyInAnyOrder("model", "pretrain", ".model.lock");
    }

    @Test
    void armsBeginWithTheFlowsModelAndAreComparedOnItsTasks() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Path> one = arms(ARMS, out, "coins");
        assertThat(one).containsExactly(done.resolve("rl"), folder.resolve("coins"));
        assertThat(folder.resolve("coins/recipe.yaml"))
                .content()
                .contains("random: true", "peak: 2.0E-4", "controls/coins");
        String before = "held-out/00000000.jsonl";
        assertThat(folder.resolve("coins").resolve(before))
                .hasSameBinaryContentAs(done.resolve("rl").resolve(before));

        ByteArrayOutputStream again = new ByteArrayOutputStream();
        List<Path> all = arms(ARMS, again);
        assertThat(lines(again)).anyMatch(line -> line.startsWith("coins: done already"));
        List<String> table = RunComparison.lines(all);
        assertThat(table)
                .anyMatch(line -> line.contains("| SFT |"))
                .anyMatch(line -> line.contains("| tiny |"))
                .anyMatch(line -> line.contains("| seed-2 |"))
                .anyMatch(line -> line.startsWith("| coins | 2 | dialogues "));
    }

    @Test
    void armsThatShareChangesAreNotComparedWithTheFlowItself() throws Exception {
        List<Path> runs =
                arms(
                        "name: ablation\nbase: {iterations: 1}\narms: {all: {}}",
                        new ByteArrayOutputStream());
        assertThat(runs).containsExactly(folder.resolve("all"));
        assertThat(RunComparison.lines(runs)).anyMatch(line -> line.startsWith("| all | 1 |"));
    }

    @Test
    void runsThatOnlyMeasureAreComparedWithTheFirst() throws Exception {
        List<Path> measured =
                arms(
                        "name: m\nbase: {iterations: 0}\narms: {one: {}, two: {}}",
                        new ByteArrayOutputStream());
        List<String> table = RunComparison.lines(measured);
        assertThat(table)
                .anyMatch(line -> line.contains("against one on the same tasks"))
                .anyMatch(line -> line.contains("| two |"))
                .noneMatch(line -> line.startsWith("Training"));
        assertThatThrownBy(() -> RunComparison.lines(measured.subList(0, 1)))
                .hasMessageContaining("was only measured: name the run that it is compared with");
    }

    @Test
    void aWrongArmIsNamedBeforeAnythingIsTrained() throws Exception {
        String wrong = "name: c\narms: {good: {}, bad: {reward.randm: true}}";
        assertThatThrownBy(() -> arms(wrong, new ByteArrayOutputStream()))
                .isInstanceOf(RecipeException.class)
                .hasMessageContaining("arms.bad")
                .hasMessageContaining("randm");
        assertThatThrownBy(() -> arms(ARMS, new ByteArrayOutputStream(), "coin"))
                .hasMessageContaining("there is no arm coin; there are seed-2, coins");
        assertThat(Files.list(folder)).isEmpty();
        assertThatThrownBy(() -> RunComparison.lines(List.of(done.resolve("sft"))))
                .hasMessageContaining("has no measurement on held-out tasks");
    }

    @Test
    void theArmsThatComeWithBaltoroAreRead() {
        Path recipe = done.resolve("rl/recipe.yaml");
        for (String file : List.of("recipes/controls.yaml", "recipes/ablation.yaml")) {
            assertThat(ArmsRecipe.load(Path.of(file)).recipes(recipe, List.of(), List.of()))
                    .as(file)
                    .hasSizeGreaterThan(2);
        }
    }
}
