package dev.baltoro.cli.synth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.cli.Main;
import dev.baltoro.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `synth RECIPE` with an endpoint in every part: a real server at an address.
class SynthEndpointTest {
    private static final int COUNT = 8;
    private static final int AT_ONCE = 2;
    private static final List<String> RESULTS =
            List.of(
                    "trajectories.jsonl",
                    "exports/openai.jsonl",
                    "exports/sharegpt.jsonl",
                    "report.json");

    @TempDir private Path folder;
    private PlayedRoles server;
    private Path recipe;

    @BeforeEach
    void open() throws IOException {
        server = new PlayedRoles();
        String schema =
                "{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\"}},\"required\":[\"title\"]}";
        Path tools =
                Files.writeString(
                        folder.resolve("tools.jsonl"),
                        """
                        {"server":"desk","name":"create_ticket","description":"Makes a ticket.","inputSchema":%1$s}
                        {"server":"desk","name":"delete_ticket","description":"Takes a ticket away.","inputSchema":%1$s}
                        {"server":"desk","name":"frobnicate","description":"Looks at it.","inputSchema":%1$s}
                        {"server":"desk","name":"grumble","description":"Grumbles at it.","inputSchema":%1$s}
                        """
                                .formatted(schema));
        recipe =
                Files.writeString(
                        folder.resolve("recipe.yaml"),
                        """
                        seed: 3
                        trajectories: %d
                        agents: 4
                        agents_per_server: 4
                        mistakes: 0
                        sources: {invented: 0, collected: 1, tools: "%s"}
                        tasks: {difficulty: [1, 2]}
                        mishaps: {busy: 0, partial: 0, lost: 0}
                        models: {agent: "%4$s", user: "%4$s", tools: "%4$s", reviewer: "%4$s", at_once: %3$d}
                        """
                                .formatted(COUNT, tools, AT_ONCE, server.word()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Object[] words(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("synth", recipe, "--out", out));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    private static Ran well(Object... words) {
        Ran ran = Ran.of(words);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran;
    }

    private static List<JsonNode> lines(Path out) throws IOException {
        return Files.readAllLines(out.resolve("trajectories.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private static void assertSameResults(Path one, Path other) {
        for (String file : RESULTS) {
            assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
        }
    }

    private static String lastLine(Ran ran) {
        return ran.err().strip().lines().toList().getLast();
    }

    @Test
    void anEndpointSpeaksForEveryParty() throws IOException {
        Path out = folder.resolve("out");
        Ran ran = well(words(out, "--prices", "far=1.5,2"));
        int paid = server.paid.get();
        assertThat(server.parts).containsOnlyKeys("agent", "user", "tools", "reviewer");
        assertThat(ran.err())
                .contains(
                        "asked now: %d answers, %,d tokens, cost %.4f, errors 0.0 %%; in the journal: %1$d answers"
                                .formatted(paid, 40 * paid, (30 * 1.5 + 10 * 2) * paid / 1e6));
        JsonNode far =
                JsonMapper.shared()
                        .readTree(Files.readString(out.resolve("report.json")))
                        .path("models")
                        .path("far");
        assertThat(far.path("answers").asInt()).isEqualTo(paid);
        assertThat(far.path("prompt_tokens").asInt()).isEqualTo(30 * paid);
        assertThat(far.path("cost").asDouble()).isPositive();
        List<JsonNode> lines = lines(out);
        assertThat(lines).hasSize(COUNT);
        for (JsonNode line : lines) {
            JsonNode from = line.path("provenance");
            assertThat(from.path("agent_by").asString()).isEqualTo("far");
            assertThat(from.path("user_by").asString()).isEqualTo("far");
            assertThat(from.path("tools_by").asString()).isIn("far", "code");
            assertThat(line.path("judge").path("by").asString()).isEqualTo("far");
            assertThat(line.path("judge").path("score").asDouble()).isEqualTo(0.9);
            assertThat(line.path("messages").valueStream())
                    .anyMatch(message -> message.path("content").asString("").startsWith("Hey, "));
        }
    }

    /// The world's first two proposals for each call do not hold; what is applied is the third.
    @Test
    void whatAModelProposesIsCheckedBeforeItIsApplied() throws IOException {
        Path out = folder.resolve("out");
        well(words(out));
        assertThat(server.refusals)
                .contains(
                        "Earlier answers were refused: the result must be there, and have 8,000 characters at most")
                .anyMatch(why -> why.endsWith("; there is no table nowhere"));
        List<String> results = new ArrayList<>();
        int deleted = 0;
        int refused = 0;
        for (JsonNode line : lines(out)) {
            line.path("messages")
                    .valueStream()
                    .filter(message -> message.path("role").asString("").equals("tool"))
                    .forEach(message -> results.add(message.path("content").asString("")));
            for (JsonNode state : line.path("states")) {
                for (JsonNode change : state.path("changes")) {
                    deleted += change.path("op").asString("").equals("delete") ? 1 : 0;
                }
                assertThat(state.path("table").asString("")).isNotEqualTo("nowhere");
            }
            refused += line.path("provenance").path("refused_proposals").size();
        }
        assertThat(results)
                .contains("{\"seen\":true}", "{\"gone\":true}")
                .contains(
                        "error: internal error of the server, this tool reads, so it changes nothing")
                .noneMatch(result -> result.contains("hard to say"));
        assertThat(deleted).isPositive();
        assertThat(refused).isPositive();
    }

    @Test
    void anEndpointIsAskedOnceAndOfflineTheJournalAnswers() throws IOException {
        Path whole = folder.resolve("whole");
        well(words(whole));
        int paid = server.asked.get();
        assertThat(server.paid).hasValue(paid);
        well(words(whole));
        Path again = folder.resolve("again");
        Files.createDirectories(again);
        Files.copy(whole.resolve("recipe.yaml"), again.resolve("recipe.yaml"));
        Files.copy(whole.resolve("journal.jsonl"), again.resolve("journal.jsonl"));
        Ran recalled = well(words(again));
        assertThat(recalled.err()).contains("asked now: 0 answers, 0 tokens");
        assertThat(server.asked).hasValue(paid);
        assertSameResults(again, whole);

        server.close();
        Path offline = folder.resolve("offline");
        Files.createDirectories(offline);
        Files.copy(whole.resolve("recipe.yaml"), offline.resolve("recipe.yaml"));
        List<String> journal = Files.readAllLines(whole.resolve("journal.jsonl"));
        Files.write(offline.resolve("journal.jsonl"), journal.subList(0, journal.size() / 2));
        Ran lacking = Ran.of(words(offline, "--offline"));
        assertThat(lacking.code()).isEqualTo(1);
        assertThat(lastLine(lacking))
                .containsPattern(
                        "offline: \\d of 8 conversations cannot go on: \\d+ requests, and what would be asked of their answers, are not in \\S+journal\\.jsonl; the first ends with \".*\" \\(sha256 [0-9a-f]{64}\\)");
        assertThat(offline.resolve("trajectories.jsonl")).doesNotExist();
        Files.write(offline.resolve("journal.jsonl"), journal);
        well(words(offline, "--offline"));
        assertSameResults(offline, whole);
    }

    /// A process is killed (SIGKILL) between two answers; the same command goes on, and what comes
    /// of it is what an undisturbed run writes.
    @Test
    void aKilledRunGoesOnAndPaysNothingTwice() throws Exception {
        Path whole = folder.resolve("whole");
        well(words(whole));
        int all = server.paid.getAndSet(0);
        server.keys.clear();
        Path killed = folder.resolve("killed");
        String[] words = Arrays.stream(words(killed)).map(Object::toString).toArray(String[]::new);
        Path log = folder.resolve("child.log");
        ProcessBuilder child =
                new ProcessBuilder(ChildJvm.command(Main.class, words))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        child.environment().put("BALTORO_MODEL_KEY", "s3cret");
        Process process = child.start();
        while (server.paid.get() < all / 3) {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            Thread.sleep(1);
        }
        process.destroyForcibly().waitFor();
        assertThat(server.keys).allMatch("Bearer s3cret"::equals);
        assertThat(killed.resolve("trajectories.jsonl")).doesNotExist();
        well((Object[]) words);
        assertThat(server.paid.get()).isBetween(all, all + AT_ONCE); // some were on their way
        assertSameResults(killed, whole);
        try (var files = Files.walk(killed)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain("s3cret");
            }
        }
    }

    /// Whatever an endpoint does, the run ends in a line that says it, nothing half is kept, and
    /// once the endpoint is well the same command pays for the rest alone.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 Retry-After=1000 {\"error\":{\"message\":\"slow down\"}} | status 429: slow down; it asks for a pause of 1000 s: try again later",
                "500 X=1 {\"error\":{\"message\":\"on fire\"}} | status 500: on fire (attempt 4)",
                "hang | no whole answer in time (attempt 2)",
                "200 X=1 <html>please log in</html> | far gave no answer 5 times in a row: ",
                "401 X=1 {\"error\":{\"message\":\"no such key\"}} | status 401: no such key"
            })
    void aFailingEndpointEndsTheRunInALineAndLosesNothing(String trouble, String said)
            throws IOException {
        Path whole = folder.resolve("whole");
        well(words(whole));
        int all = server.paid.getAndSet(0);
        Path out = folder.resolve("out");
        server.failAfter(all / 2, trouble);
        Ran failed = Ran.of(words(out, "--timeout", 5));
        assertThat(failed.code()).isEqualTo(1);
        assertThat(lastLine(failed))
                .contains(said)
                .endsWith("what was answered is kept, and the same command goes on");
        assertThat(failed.err().lines().filter(line -> line.contains("far at http")).count())
                .isLessThanOrEqualTo(1);
        assertThat(out.resolve("trajectories.jsonl")).doesNotExist();
        assertThat(server.paid).hasValue(all / 2);
        server.recover();
        well(words(out));
        assertThat(server.paid).hasValue(all);
        assertSameResults(out, whole);
    }

    /// One answer that cannot be read costs the conversation that it was for.
    @Test
    void whatIsRefusedOnceIsTheConversationsOwnTrouble() throws IOException {
        Path out = folder.resolve("out");
        server.refuseOnce(5, "400 X=1 {\"error\":{\"message\":\"too long\"}}");
        Ran ran = well(words(out, "--set", "models.user=template"));
        assertThat(ran.err()).contains("(refused 1)");
        assertThat(lines(out)).hasSize(COUNT);
        int asked = server.asked.get();
        Path again = folder.resolve("again");
        Files.createDirectories(again);
        Files.copy(out.resolve("recipe.yaml"), again.resolve("recipe.yaml"));
        Files.copy(out.resolve("journal.jsonl"), again.resolve("journal.jsonl"));
        well(words(again, "--set", "models.user=template"));
        assertThat(server.asked).hasValue(asked); // the refusal is in the journal too
        assertSameResults(again, out);
    }

    @Test
    void misuseIsSaidInALine() {
        Path out = folder.resolve("none");
        assertThat(Ran.of(words(out, "--prices", "1")).err())
                .contains("--prices are `1`; give two a million tokens");
        assertThat(Ran.of(words(out, "--requests-per-minute", 0)).err()).contains("1 or more");
        assertThat(Ran.of(words(out, "--timeout", 0)).err()).contains("--timeout is 0; use 1 to");
        assertThat(Ran.of(words(out, "--key-env", "far=BALTORO_NO_SUCH_KEY")).err())
                .contains("the environment has no BALTORO_NO_SUCH_KEY");
        assertThat(Ran.of(words(out, "--set", "models.agent=http://127.0.0.1:9/v1")).err())
                .contains("name one behind a #, such as http://127.0.0.1:9/v1#NAME");
        assertThat(Ran.of(words(folder.resolve("n"), "--set", "models.agent=/no/where")).err())
                .contains("the recipe's model /no/where: there is no such folder");
        assertThat(server.asked).hasValue(0);
    }
}
