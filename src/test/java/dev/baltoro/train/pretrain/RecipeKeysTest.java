package dev.baltoro.train.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.data.DataException;
import dev.baltoro.io.Durable;
import dev.baltoro.io.Sums;
import dev.baltoro.model.ConfigException;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.DType;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.Stage;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One key at a time: start, four steps, export, load again. Each key changes what it says it does,
/// or is refused in a sentence before there is a folder.
class RecipeKeysTest {
    /// What a key is expected to change.
    enum Effect {
        /// The weights or momenta at the end.
        STATE,
        /// Not the state, but what is written beside it.
        FILES,
        /// Nothing but time and memory: the state has the same bytes.
        NOTHING,
        /// At most the last bits, depending on the processor.
        ROUNDING,
        /// It cannot be, and the folder is not made.
        REFUSED,
        /// Takes more than a run of four steps; another test has it.
        ELSEWHERE
    }

    private record Case(String key, String value, Effect effect) {
        @Override
        public String toString() {
            return key + "=" + value;
        }
    }

    private static final List<Case> CASES =
            List.of(
                    new Case("name", "other", Effect.FILES),
                    new Case("seed", "4", Effect.STATE),
                    new Case("model.preset", "mini", Effect.ELSEWHERE), // its shape is set here
                    new Case("model.preset", "giant", Effect.REFUSED),
                    new Case("model.config", "none.json", Effect.REFUSED),
                    new Case("model.from", "EXPORT", Effect.STATE),
                    new Case("model.from", "none", Effect.REFUSED),
                    new Case("model.weights", "copying", Effect.REFUSED), // no room in this shape
                    new Case("model.set", "{hidden_sice: 3}", Effect.REFUSED),
                    new Case("tokenizer", "none", Effect.REFUSED),
                    new Case("data.shards", "none", Effect.REFUSED),
                    new Case("data.mix", "{prose: 1}", Effect.STATE),
                    new Case("data.mix", "{prose: 0, verse: 1}", Effect.STATE),
                    new Case("data.mix", "{prose: 0, verse: 0}", Effect.REFUSED),
                    new Case("data.mix", "{prose: 1, worse: 0}", Effect.REFUSED),
                    new Case("data.document_mask", "false", Effect.STATE),
                    new Case("data.held_out_tokens", "64", Effect.FILES),
                    new Case("data.held_out_tokens", "0", Effect.FILES),
                    new Case("batch.tokens", "256", Effect.STATE),
                    new Case("batch.micro_batch_tokens", "32", Effect.ROUNDING),
                    new Case("stages.0.name", "other", Effect.FILES),
                    new Case("stages.0.sequence_length", "16", Effect.STATE),
                    new Case("stages.0.sequence_length", "64", Effect.REFUSED),
                    new Case("stages.0.steps", "5", Effect.STATE),
                    new Case("stages.0.yarn_factor", "2", Effect.STATE),
                    new Case("stages.0.yarn_factor", "1e12", Effect.REFUSED),
                    new Case("stages.0.batch_tokens", "64", Effect.STATE),
                    new Case("schedule.peak", "0.02", Effect.STATE),
                    new Case("schedule.warmup_steps", "0", Effect.STATE),
                    new Case("schedule.constant_fraction", "0", Effect.STATE),
                    new Case("schedule.floor", "0.002", Effect.STATE),
                    new Case("schedule.anneal_fraction", "0", Effect.STATE),
                    new Case("schedule.end", "0.0005", Effect.STATE),
                    new Case("optimizer.kind", "adamw", Effect.STATE),
                    new Case("optimizer.momentum", "0.5", Effect.STATE),
                    new Case("optimizer.nesterov", "false", Effect.STATE),
                    new Case("optimizer.newton_schulz_steps", "3", Effect.STATE),
                    new Case("optimizer.newton_schulz_dtype", "bf16", Effect.STATE),
                    new Case("optimizer.update_rms", "0.1", Effect.STATE),
                    new Case("optimizer.weight_decay", "0", Effect.STATE),
                    new Case("optimizer.beta1", "0.5", Effect.STATE),
                    new Case("optimizer.beta2", "0.5", Effect.STATE),
                    new Case("optimizer.epsilon", "0.1", Effect.STATE),
                    new Case("optimizer.gradient_norm_max", "0.01", Effect.STATE),
                    new Case("optimizer.qk_clip.enabled", "false", Effect.STATE),
                    new Case("optimizer.qk_clip.tau", "0.002", Effect.STATE),
                    new Case("balance.bias_update_rate", "0.1", Effect.STATE),
                    new Case("balance.bias_rule", "centered_sign", Effect.STATE),
                    new Case("balance.sequence_loss", "0.1", Effect.STATE),
                    new Case("balance.bias_frozen_fraction", "1", Effect.STATE),
                    new Case("precision", "bf16", Effect.STATE),
                    new Case("recompute", "layer", Effect.NOTHING),
                    new Case("workers", "1", Effect.ROUNDING),
                    new Case("stability.non_finite_steps_max", "1", Effect.ELSEWHERE),
                    new Case("evaluate_every_steps", "1", Effect.FILES),
                    new Case("checkpoint.every_steps", "1", Effect.FILES),
                    new Case("checkpoint.keep", "1", Effect.FILES),
                    new Case("report_every_seconds", "7", Effect.ELSEWHERE), // ReportTest
                    new Case("generate.prompts", "[a]", Effect.REFUSED), // there is no tokenizer
                    new Case("generate.tokens", "3", Effect.ELSEWHERE)); // EngineSamplesTest

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path shared;
    private static Path shards;
    private static Outcome plain;
    @TempDir Path folder;

    /// What a run left behind.
    private record Outcome(K2Config config, Map<String, String> state, Map<String, String> files) {}

    private static Recipe recipe(String... set) {
        List<String> changes =
                new ArrayList<>(
                        List.of(
                                "batch={tokens: 128, micro_batch_tokens: 64}",
                                "stages=[{name: all, sequence_length: 32, steps: 4}]",
                                "schedule={peak: 0.01, warmup_steps: 1, constant_fraction: 0.34, floor: 0.001, anneal_fraction: 0.34, end: 0.0001}",
                                "optimizer.newton_schulz_dtype=fp32",
                                "optimizer.qk_clip.tau=0.01",
                                "data.mix={prose: 1, verse: 1}",
                                "checkpoint={every_steps: 2, keep: 2}",
                                "evaluate_every_steps=2"));
        changes.addAll(List.of(set));
        return TinyRun.recipe(shards, changes.toArray(String[]::new));
    }

    @BeforeAll
    static void runPlain() throws IOException {
        shards = TinyRun.dataset(shared.resolve("shards"));
        plain = run(shared.resolve("plain"), recipe());
    }

    private static Outcome run(Path folder, Recipe recipe) throws IOException {
        K2Config config;
        Map<String, String> state = new LinkedHashMap<>();
        try (PretrainingRun run = TinyRun.start(folder, recipe)) {
            assertThat(TinyRun.train(run, () -> false)).isTrue();
            TinyRun.state(run).forEach((name, bytes) -> state.put(name, Sums.sha256(bytes)));
            try (K2Model exported =
                    Checkpoints.load(run.export(DType.F32), DType.F32, note -> {})) {
                config = exported.config();
                assertThat(config).isEqualTo(run.training().model().config());
            }
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put("metrics", String.join("\n", TinyRun.metrics(folder)));
        files.put("recipe", Files.readString(folder.resolve("recipe.yaml")));
        try (Stream<Path> checkpoints = Files.list(folder.resolve("checkpoints"))) {
            files.put("checkpoints", checkpoints.map(Path::getFileName).sorted().toList() + "");
        }
        return new Outcome(config, state, files);
    }

    static List<Case> cases() {
        return CASES;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aKeyChangesWhatItSays(Case tried) throws IOException {
        String value =
                tried.value.equals("EXPORT")
                        ? shared.resolve("plain/model").toString()
                        : tried.value;
        List<String> set = new ArrayList<>(List.of(tried.key + "=" + value));
        if (tried.key.equals("model.from") || tried.key.equals("model.config")) {
            set.add("model.preset=");
        }
        Path path = folder.resolve("run");
        switch (tried.effect) {
            case STATE -> assertThat(run(path, with(set)).state).isNotEqualTo(plain.state);
            case NOTHING -> assertThat(run(path, with(set)).state).isEqualTo(plain.state);
            case ROUNDING -> assertThat(run(path, with(set)).config).isEqualTo(plain.config);
            case FILES -> {
                Outcome outcome = run(path, with(set));
                assertThat(outcome.state).isEqualTo(plain.state);
                assertThat(outcome.files).isNotEqualTo(plain.files);
            }
            case REFUSED -> assertThat(refusal(path, set)).isPresent();
            case ELSEWHERE -> assertThat(with(set)).isNotEqualTo(recipe());
        }
    }

    private static Recipe with(List<String> set) {
        return recipe(set.toArray(String[]::new));
    }

    /// {@return the sentence with which a start is refused, empty if it is not}
    private Optional<String> refusal(Path path, List<String> set) throws IOException {
        try (PretrainingRun unused = TinyRun.start(path, with(set))) {
            return Optional.empty();
        } catch (RecipeException | ConfigException | DataException | IOException e) {
            String sentence = String.valueOf(e.getMessage());
            assertThat(path).as("a run that was refused: %s", sentence).doesNotExist();
            assertThat(sentence).doesNotContain("\n").hasSizeBetween(20, 400);
            return Optional.of(sentence);
        }
    }

    /// A new key has to say here what it does.
    @Test
    void everyKeyIsTried() {
        TreeSet<String> keys = new TreeSet<>();
        collect(Recipe.class, "", keys);
        TreeSet<String> tried = new TreeSet<>();
        CASES.forEach(each -> tried.add(each.key));
        assertThat(tried).isEqualTo(keys);
    }

    private static void collect(Class<?> type, String path, Collection<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key =
                    path
                            + component
                                    .getName()
                                    .replaceAll("([A-Z])", "_$1")
                                    .toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                collect(component.getType(), key + ".", keys);
            } else if (key.equals("stages")) {
                collect(Stage.class, "stages.0.", keys);
            } else {
                keys.add(key);
            }
        }
    }

    /// Every key of `config.json`, with each of a few other values of its kind: the run trains, is
    /// exported with what was asked for and loads, or it is refused.
    @Test
    void theConfigurationsKeysTakeEffectOrAreRefused() throws IOException {
        sweep(List.of(0));
    }

    @Test
    @Tag("slow")
    void theConfigurationsKeysTakeEffectOrAreRefusedWithManyValues() throws IOException {
        sweep(List.of(1, 2, 3, 4));
    }

    private void sweep(List<Integer> which) throws IOException {
        JsonNode shape = JSON.readTree(ConfigJson.write(plain.config));
        List<String> silent = new ArrayList<>();
        for (String key : shape.propertyNames()) {
            List<String> others = new ArrayList<>(others(shape.get(key)));
            others.removeIf(other -> isSame(other, shape.get(key)));
            for (int i : which) {
                if (i >= others.size()) {
                    continue;
                }
                String set = "model.set." + key + "=" + others.get(i);
                Path path = folder.resolve(key + i);
                if (refusal(path, List.of(set)).isEmpty()) {
                    Durable.deleteTree(path);
                    Outcome outcome = run(path, recipe(set, "stages.0.steps=2"));
                    if (outcome.config.equals(plain.config)) {
                        silent.add(set);
                    }
                }
            }
        }
        assertThat(silent).as("changed nothing and were not refused").isEmpty();
    }

    private static boolean isSame(String other, JsonNode value) {
        return value.isNumber() && Double.parseDouble(other) == value.doubleValue();
    }

    private static List<String> others(JsonNode value) {
        if (value.isBoolean()) {
            return List.of(value.booleanValue() ? "false" : "true");
        }
        if (value.isIntegralNumber()) {
            long v = value.longValue();
            return List.of(v == 0 ? "1" : "0", "" + (v + 1), "" + 2 * v, "-1", "1.5");
        }
        if (value.isNumber()) {
            double v = value.doubleValue();
            return List.of("" + (v + 0.5), "0", "-1.0", "1.0e9");
        }
        return List.of("something");
    }
}
