package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baltoro.agent.journal.Journal;
import dev.baltoro.io.Sums;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.recipe.RlRecipe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A frozen judge behind an endpoint.
class EndpointJudgeTest {
    private static final Pattern ANSWERED = Pattern.compile("\"key\":\"llm/([0-9a-f]+)\"");

    @TempDir Path folder;

    private static List<Gym> gyms() {
        return List.of(new HeldRl.Outside(_ -> {}), new OpenGym());
    }

    /// An answer is paid for once: those that the run had when it was killed are in its journal,
    /// until the checkpoint that needs none of them.
    @Test
    void aKilledRunAsksItsJudgeForTheRestAlone() throws Exception {
        try (Judge judge = new Judge()) {
            RlRecipe recipe =
                    TinyRl.recipe(
                            TinyRl.model(folder),
                            "gyms=[{name: letters}, {name: open}]",
                            "reward.judge={kind: endpoint, url: \"%s\", model: judge, opponents: 1}"
                                    .formatted(judge.url()));
            Path killed = folder.resolve("killed");
            Set<String> answered = answeredBeforeTheKill(recipe, killed);
            judge.asked.clear();
            try (RlRun run = RlRun.resume(killed, gyms(), Optional.empty())) {
                assertThat(run.train(_ -> {}, () -> judge.stopAtACheckpoint(run))).isTrue();
            }
            assertThat(judge.asked).isNotEmpty().doesNotContainAnyElementsOf(answered);

            Path whole = folder.resolve("whole");
            try (RlRun run = RlRun.start(whole, recipe, gyms(), Optional.empty())) {
                assertThat(run.train(_ -> {}, () -> false)).isTrue();
            }
            for (Map.Entry<String, byte[]> file : TinyRl.checkpoint(whole, 6).entrySet()) {
                assertThat(TinyRl.checkpoint(killed, 6).get(file.getKey()))
                        .as(file.getKey())
                        .isEqualTo(file.getValue());
            }
            assertThat(TinyRl.metrics(killed)).isEqualTo(TinyRl.metrics(whole));
        }
    }

    /// {@return sums of the questions whose answers the journal of a run has that was killed in the
    /// middle of its rollouts}
    private Set<String> answeredBeforeTheKill(RlRecipe recipe, Path run)
            throws IOException, InterruptedException {
        KilledProcess.of(folder, recipe, run, () -> !answered(run).isEmpty());
        try (Journal journal = Journal.open(run.resolve("journal.jsonl"))) {
            assertThat(journal.size()).isPositive(); // a torn line is gone now
        }
        Set<String> answered = answered(run);
        assertThat(answered).isNotEmpty();
        return answered;
    }

    private static Set<String> answered(Path run) throws IOException {
        Set<String> sums = new HashSet<>();
        Matcher keys = ANSWERED.matcher(Files.readString(run.resolve("journal.jsonl")));
        while (keys.find()) {
            sums.add(keys.group(1));
        }
        return sums;
    }

    /// Prefers an answer by the question's sum, so that equal questions have equal answers.
    private static final class Judge implements AutoCloseable {
        private final HttpServer server;

        /// Sums of questions, of those until a resumed run is at its first checkpoint.
        private final Queue<String> asked = new ConcurrentLinkedQueue<>();

        private volatile boolean listening = true;

        Judge() throws IOException {
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

        /// Asked before each iteration; there is a checkpoint after every second one.
        boolean stopAtACheckpoint(RlRun run) {
            listening = run.iteration() < 4;
            return false;
        }

        private void answer(HttpExchange exchange) throws IOException {
            String sum = Sums.sha256(exchange.getRequestBody().readAllBytes());
            if (listening) {
                asked.add(sum);
            }
            String better = sum.charAt(0) < '8' ? "A" : "B";
            byte[] body =
                    """
                    {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\\"better\\":\\"%s\\"}"}}]}\
                    """
                            .formatted(better)
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
