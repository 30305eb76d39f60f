package dev.baltoro.cli.gym;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baltoro.cli.Ran;
import dev.baltoro.cli.TinyFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person's answer to a task that no machine can verify.
class GymPlayJudgeTest {
    private static final String ANSWER = "The owl was here first.";

    @TempDir private Path folder;

    private static Ran play(Object... more) {
        Object[] arguments = new Object[3 + more.length];
        List.of("gym", "play", "writing").toArray(arguments);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Ran.with(ANSWER + "\n", arguments);
    }

    @Test
    void withoutAJudgeALineSaysHowToGetAScore() {
        Ran ran = play();
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .contains("a model would judge it by:")
                .endsWith(JudgeOptions.HINT);
    }

    /// A model of random weights, so any score will do.
    @Test
    void aModelsFolderJudgesPointByPointAndScores() throws IOException {
        Path model = Files.createDirectories(folder.resolve("judge"));
        TinyFolder.write(model);
        Ran ran = play("--judge", model);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .containsPattern("(?m)^  asked \\(mandatory\\): (met|missed)$")
                .containsPattern("(?m)^  no self-praise: (met|missed)$")
                .containsPattern("(?m)^score (0\\.00|0\\.50|1\\.00): ");
        assertThat(play("--judge", model).out()).isEqualTo(ran.out());
    }

    @Test
    void anEndpointComparesTheAnswerWithItsOwnInBothOrders() throws IOException {
        try (Judge judge = new Judge(true)) {
            Ran ran = play("--judge", judge.url(), "--judge-model", "judge");
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out())
                    .contains("  asked (mandatory): met")
                    .contains("the judge's own answer: An owl.")
                    .endsWith("score 1.00: better than the judge's own answer, in both orders\n");
            assertThat(judge.compared)
                    .hasSize(2)
                    .anyMatch(asked -> asked.contains("A: " + ANSWER))
                    .anyMatch(asked -> asked.contains("B: " + ANSWER));
        }
    }

    @Test
    void anAnswerThatMissesWhatIsMandatoryScoresNothing() throws IOException {
        try (Judge judge = new Judge(false)) {
            assertThat(play("--judge", judge.url(), "--judge-model", "judge").out())
                    .contains("  asked (mandatory): missed")
                    .contains("score 0.00: a mandatory criterion is missed");
        }
    }

    @Test
    void leavingWithoutAnAnswerGivesNoScore() throws IOException {
        try (Judge judge = new Judge(true)) {
            Ran ran =
                    Ran.with(
                            "",
                            "gym",
                            "play",
                            "writing",
                            "--judge",
                            judge.url(),
                            "--judge-model",
                            "judge");
            assertThat(ran.out()).contains("no answer, and so no score");
            assertThat(judge.compared).isEmpty();
        }
    }

    @Test
    void aJudgeThatCannotBeAskedIsALineThatSaysWhatToDo() {
        String missing = folder.resolve("nowhere").toString();
        assertThat(play("--judge", missing).err().strip())
                .isEqualTo(
                        "--judge %s: there is no such folder; name one with a model, or an http:// address"
                                .formatted(missing));
        assertThat(play("--judge", "http://127.0.0.1:9/v1").err())
                .contains("name one with --judge-model");
        assertThat(play("--judge", missing, "--judge-model", "m").err())
                .contains("--judge-model goes with an endpoint");
        assertThat(Ran.of("gym", "play", "memory", "--judge", missing).err())
                .contains("memory has a verifier");
    }

    /// A real endpoint that judges by rule: the person's answer is the better one.
    private static final class Judge implements AutoCloseable {
        private final HttpServer server;
        private final boolean met;

        /// What was asked of it with two answers in it.
        private final Queue<String> compared = new ConcurrentLinkedQueue<>();

        /// @param met what it says of each criterion
        Judge(boolean met) throws IOException {
            this.met = met;
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Thread::startVirtualThread);
            server.createContext("/v1/chat/completions", this::answer);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
        }

        private String said(String rules, String user) {
            if (rules.startsWith("Does the answer hold")) {
                return "{\"holds\":%s}".formatted(met);
            }
            if (rules.startsWith("Which answer is better")) {
                compared.add(user);
                return "{\"better\":\"%s\"}".formatted(user.contains("A: " + ANSWER) ? "A" : "B");
            }
            return "An owl.";
        }

        private void answer(HttpExchange exchange) throws IOException {
            JsonNode messages =
                    JsonMapper.shared()
                            .readTree(exchange.getRequestBody().readAllBytes())
                            .path("messages");
            String said =
                    said(
                            messages.path(0).path("content").asString(),
                            messages.path(1).path("content").asString());
            byte[] body =
                    """
                    {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":%s}}]}\
                    """
                            .formatted(JsonMapper.shared().writeValueAsString(said))
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
