package dev.baltoro.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.data.read.Document;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.recipe.GymUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Solved tasks, as conversations and as text.
class SolvedTasksTest {
    private static final List<GymUse> USES =
            List.of(
                    new GymUse("memory", 1, 0, 0.8, 1), //
                    new GymUse("arithmetic", 1, 2, 0.8, 1));

    @TempDir private Path folder;

    @Test
    void aFileOfConversationsIsAFunctionOfTheSeed() throws Exception {
        Path first = folder.resolve("1.jsonl");
        Path again = folder.resolve("2.jsonl");
        Path other = folder.resolve("3.jsonl");
        new SolvedTasks(USES, Gyms.standard(), 1).write(first, 200);
        new SolvedTasks(USES, Gyms.standard(), 1).write(again, 200);
        new SolvedTasks(USES, Gyms.standard(), 2).write(other, 200);
        assertThat(again).hasSameBinaryContentAs(first);
        assertThat(Files.readString(other)).isNotEqualTo(Files.readString(first));
        List<String> lines = Files.readAllLines(first);
        assertThat(lines).hasSize(200);
        assertThat(
                        lines.stream()
                                .map(line ->
                                        JsonMapper.shared().readTree(line).path("gym").asString())
                                .distinct())
                .containsExactlyInAnyOrder("memory", "arithmetic");
    }

    @Test
    void dialoguesAreOtherTasksThanConversations() throws Exception {
        Path file = folder.resolve("1.jsonl");
        new SolvedTasks(USES, Gyms.standard(), 1).write(file, 50);
        List<String> texts =
                SolvedTasks.dialogues(USES, Gyms.standard(), 1, 50).map(Document::text).toList();
        assertThat(texts).hasSize(50).allSatisfy(text -> assertThat(text).endsWith("\n"));
        assertThat(texts.getFirst()).startsWith("{\"function\":").contains("\"type\":\"function\"");
        assertThat(texts.get(1)).doesNotContain("<|");
    }

    @Test
    void aGymWithoutSolversIsNamed() {
        SolvedTasks tasks =
                new SolvedTasks(List.of(new GymUse("writing", 1, 0, 0.8, 1)), Gyms.standard(), 1);
        assertThatThrownBy(() -> tasks.write(folder.resolve("1.jsonl"), 1))
                .hasMessageContaining("writing has no solver");
    }
}
