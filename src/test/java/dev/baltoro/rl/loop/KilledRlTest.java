package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.world.Split;
import dev.baltoro.rl.recipe.RlRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilledRlTest {
    @TempDir Path folder;

    /// Another process, SIGKILL while rollouts of the iteration after a checkpoint are drawn and
    /// judged: the weights of the end are the same to the last byte, and nothing that was answered
    /// before is asked again. Of each training task that was asked for, the journal of the killed
    /// run has the other attempts.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed=5",
                "updates={mode: in_flight, segment_tokens: 4, step_tokens: 1}",
                "updates={mode: in_flight, segment_tokens: 4, step_tokens: 6}",
                TinyRl.JUDGED
            })
    void aRunKilledInTheMiddleOfItsRolloutsGoesOnToTheSameBytes(String mode) throws Exception {
        RlRecipe recipe = TinyRl.recipe(TinyRl.model(folder), mode.split("; "));
        Path killed = folder.resolve("killed");
        KilledProcess.of(folder, recipe, killed, () -> true);
        assertThat(killed.resolve("checkpoints/step-00000006")).doesNotExist();
        Map<Long, Integer> answered = verdicts(killed);

        Map<Long, Integer> asked = new ConcurrentHashMap<>();
        try (RlRun run =
                RlRun.resume(
                        killed,
                        List.of(
                                new HeldRl.Outside(task -> {
                                    if (task.split() == Split.TRAIN) {
                                        asked.merge(task.index(), 1, Integer::sum);
                                    }
                                }),
                                new OpenGym()),
                        Optional.empty())) {
            assertThat(run.train(_ -> {}, () -> false)).isTrue();
        }
        Path whole = folder.resolve("whole");
        try (RlRun run =
                RlRun.start(
                        whole,
                        recipe,
                        List.of(new HeldRl.Outside(_ -> {}), new OpenGym()),
                        Optional.empty())) {
            assertThat(run.train(_ -> {}, () -> false)).isTrue();
        }
        for (Map.Entry<String, byte[]> file : TinyRl.checkpoint(whole, 6).entrySet()) {
            assertThat(TinyRl.checkpoint(killed, 6).get(file.getKey()))
                    .as(file.getKey())
                    .isEqualTo(file.getValue());
        }
        assertThat(TinyRl.metrics(killed)).isEqualTo(TinyRl.metrics(whole));
        assertThat(Files.readString(killed.resolve("rollouts/00000006.jsonl")))
                .isEqualTo(Files.readString(whole.resolve("rollouts/00000006.jsonl")));
        assertThat(verdicts(killed)).isEqualTo(verdicts(whole));
        assertThat(asked).isNotEmpty();
        asked.forEach((group, count) ->
                assertThat(count + answered.getOrDefault(group, 0))
                        .as("group %d", group)
                        .isEqualTo(8));
        assertThat(answered).isNotEmpty();
    }

    /// {@return verdicts on training's rollouts that a run's journal has, by group}
    private static Map<Long, Integer> verdicts(Path run) throws IOException {
        Map<Long, Integer> verdicts = new TreeMap<>();
        Pattern entry = Pattern.compile("\\{\"key\":\"rollout/(\\d+)\\.\\d+/verdict\".*\\}");
        for (String line : Files.readAllLines(run.resolve("journal.jsonl"))) {
            Matcher matcher = entry.matcher(line);
            if (matcher.matches()) {
                verdicts.merge(Long.valueOf(matcher.group(1)), 1, Integer::sum);
            }
        }
        return verdicts;
    }
}
