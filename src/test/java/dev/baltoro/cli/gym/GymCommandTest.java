package dev.baltoro.cli.gym;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.world.Split;
import dev.baltoro.cli.Ran;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.standard.Gyms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GymCommandTest {
    /// What the guide says once for all of them.
    private static final Set<String> IN_ALL_TOOL_WORLDS = Set.of("greeting", "told");

    @TempDir private Path folder;

    @Test
    void listNamesEachGymWithItsKindsAndChance() {
        Ran ran = Ran.of("gym", "list");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern("memory +tools +1-3 +[0-9.]+ % +save and recall")
                .containsPattern("memory +recall store .* +forget");
        if (!ran.err().contains("python-functions is left out: ")) { // a machine without a sandbox
            assertThat(ran.out())
                    .containsPattern("python-functions +coding +1-3 +0.0 % +write small functions");
        }
    }

    @Test
    void theGuideShowsTheWholeListWithDomainsDifficultiesAndChances() throws IOException {
        String guide = Files.readString(Path.of("docs/guide/gyms.md"));
        List<String> shown =
                guide.lines()
                        .dropWhile(line -> !line.equals("$ ./baltoro gym list"))
                        .skip(1)
                        .takeWhile(line -> !line.equals("```"))
                        .map(GymCommandTest::inOneSpace)
                        .toList();
        Ran ran = Ran.of("gym", "list");
        Set<String> leftOut = // on a machine without a sandbox
                ran.err()
                        .lines()
                        .filter(line -> line.contains(" is left out: "))
                        .map(line -> line.split(" ")[0])
                        .collect(Collectors.toSet());
        assertThat(leftOut).isSubsetOf("java-functions", "python-functions");
        assertThat(ran.out().lines().takeWhile(line -> !line.isBlank()))
                .map(GymCommandTest::inOneSpace)
                .isEqualTo(
                        shown.stream()
                                .filter(line -> !leftOut.contains(line.split(" ")[0]))
                                .toList());
    }

    /// Columns are narrower where a long name is left out.
    private static String inOneSpace(String line) {
        return line.replaceAll(" +", " ");
    }

    @Test
    void theGuideNamesEachKindOfEachGym() throws IOException {
        List<String> rows =
                Files.readAllLines(Path.of("docs/guide/gyms.md")).stream()
                        .filter(line -> line.startsWith("| `"))
                        .toList();
        try (GymSandbox sandbox = new GymSandbox()) {
            for (Gym gym : Gyms.standard(sandbox).all()) {
                List<String> words =
                        rows.stream()
                                .filter(row -> row.contains("`" + gym.name() + "`"))
                                .flatMap(row -> Stream.of(row.split("[^a-z-]+")))
                                .toList();
                assertThat(words)
                        .as(gym.name())
                        .containsAll(
                                gym.kinds(Split.TRAIN).stream()
                                        .filter(kind -> !IN_ALL_TOOL_WORLDS.contains(kind))
                                        .toList())
                        .containsAll(gym.kinds(Split.NEW_KIND));
            }
        }
    }

    @Test
    void sampleWritesSolutionsAsConversationsTheSameEachTime() throws IOException {
        Path file = folder.resolve("made/sft.jsonl");
        Object[] arguments = {
            "gym", "sample", "memory=3", "units", "--difficulty", "1-2", "--count", "40", "--solve"
        };
        Ran ran = Ran.of(with(arguments, "--out", file));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Ran.of(arguments).out()).isEqualTo(Files.readString(file));
        List<JsonNode> records =
                Files.readAllLines(file).stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(records).hasSize(40);
        assertThat(records)
                .extracting(one -> one.path("gym").asString())
                .contains("memory", "units");
        for (JsonNode one : records) {
            JsonNode messages = one.path("messages");
            assertThat(messages.path(0).path("role").asString()).isEqualTo("system");
            JsonNode last = messages.path(messages.size() - 1);
            assertThat(last.path("role").asString()).isEqualTo("assistant");
            assertThat(last.path("content").asString()).isNotBlank();
            assertThat(one.path("tools").path(0).path("type").asString()).isEqualTo("function");
        }
    }

    private static Object[] with(Object[] arguments, Object... more) {
        return Stream.of(arguments, more).flatMap(java.util.Arrays::stream).toArray();
    }

    @Test
    void sampleRefusesWhatItCannotDraw() {
        assertThat(Ran.of("gym", "sample", "memry").err()).contains("did you mean `memory`?");
        for (String weight : List.of("-1", "0", "NaN", "1e999")) {
            Ran ran = Ran.of("gym", "sample", "memory=" + weight);
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err()).contains("use a number over 0");
        }
        assertThat(Ran.of("gym", "sample", "memory=x").err()).contains("memory=2");
        assertThat(Ran.of("gym", "sample", "memory", "--difficulty", "3-1").err())
                .contains("use 2, or 1-3");
        assertThat(Ran.of("gym", "sample", "memory", "--count", "0").code()).isEqualTo(2);
        assertThat(Ran.of("gym", "sample", "memory", "--out", folder).err().strip())
                .isEqualTo(folder + " is a folder; name a file");
        assertThat(Ran.of("gym", "sample", "memory", "--split", "new-kid").err())
                .contains("did you mean `new-kind`?");
    }

    @Test
    void tasksWithoutASolverAreNotSolvedAndLeaveNoFile() throws IOException {
        Path file = folder.resolve("none.jsonl");
        Ran ran = Ran.of("gym", "sample", "memory", "writing", "--solve", "--out", file);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("writing has no solver");
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void playLetsAPersonDoATaskFromAPipe() {
        Ran watched =
                Ran.of("gym", "play", "memory", "--difficulty", "3", "--index", "3", "--solve");
        assertThat(watched.out()).contains("tool    get(key: string)").contains("done: ");
        StringBuilder typed = new StringBuilder("call nothing {}\n");
        watched.out()
                .lines()
                .filter(line -> line.startsWith("model"))
                .forEach(line ->
                        typed.append(line.substring("model".length()).strip()).append('\n'));
        Ran played =
                Ran.with(
                        typed.toString(),
                        "gym",
                        "play",
                        "memory",
                        "--difficulty",
                        "3",
                        "--index",
                        "3");
        assertThat(played.out())
                .contains("there is no tool nothing")
                .contains("done: ")
                .doesNotContain("not done");
    }

    @Test
    void playEndsWithAVerdictWhenTheInputEnds() {
        Ran ran = Ran.with("", "gym", "play", "memory");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("not done: it did not come to an end");
    }

    @Test
    void checkStatesWhatTheSolverAndChanceReach() {
        Ran ran = Ran.of("gym", "check", "memory", "--tasks", "30");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines().filter(line -> line.startsWith("memory")))
                .hasSize(12)
                .allMatch(line -> line.matches("memory +[a-z-]+ +[123] +100 % .*"));
        assertThat(ran.err()).contains("memory train 1: 10 tasks done");
    }
}
