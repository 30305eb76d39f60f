package dev.baltoro.agent.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.baltoro.agent.journal.Journal;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.Server;
import dev.baltoro.serve.http.ServerOptions;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.chat.WholeAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models behind endpoints: our own server, and servers that fail.
class EndpointLlmTest {
    private static final Attempts QUICK =
            new Attempts(3, Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ofMillis(2));
    private static final String WHOLE =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"B\"},\"finish_reason\":\"stop\"}]}";

    @TempDir private Path folder;

    private static ChatRequest request(long seed) {
        return ChatRequest.of(
                List.of(new Message.System("Judge."), new Message.User("Which is better?")),
                DecodingOptions.of(Sampling.OPEN.withTemperature(1).withSeed(seed))
                        .withMaxTokens(12));
    }

    @Test
    void theEndpointAndTheEngineGiveOneAnswer() throws Exception {
        try (TinyChat tiny = new TinyChat(5);
                Server server = Server.open(ServerOptions.local(), tiny.chat());
                EndpointLlm far =
                        new EndpointLlm(
                                URI.create("http://127.0.0.1:%d/v1".formatted(server.port())),
                                "tiny",
                                Optional.empty(),
                                QUICK)) {
            Llm near = new LocalLlm(tiny.chat());
            ToolDeclaration tool =
                    ToolDeclaration.function(
                            "pick",
                            "Picks.",
                            "{\"type\":\"object\",\"properties\":{\"n\":{\"enum\":[1,2]}}}");
            for (ChatRequest asked :
                    List.of(
                            request(1),
                            request(2).withFormat(new ResponseFormat.OneOf(List.of("A", "B"))),
                            request(3).withTools(ToolUse.auto(List.of(tool))))) {
                WholeAnswer one = near.answer(asked);
                WholeAnswer other = far.answer(asked);
                assertThat(other.content()).isEqualTo(one.content());
                assertThat(other.toolCalls()).isEqualTo(one.toolCalls());
                assertThat(other.reason()).isEqualTo(one.reason());
            }
        }
    }

    @Test
    void whatAnotherAttemptMayCureIsTriedAgainAndNothingElse() throws Exception {
        try (Scripted server = new Scripted(List.of("429 {}", "503 no JSON", "200 " + WHOLE))) {
            assertThat(server.llm().answer(request(1)).content()).isEqualTo("B");
            assertThat(server.asked.get()).isEqualTo(3);
        }
        try (Scripted server =
                new Scripted(List.of("400 {\"error\":{\"message\":\"no such model\"}}"))) {
            assertThatThrownBy(() -> server.llm().answer(request(1)))
                    .isInstanceOf(LlmException.class)
                    .hasMessageContaining("status 400: no such model");
            assertThat(server.asked.get()).isEqualTo(1);
        }
        try (Scripted server =
                new Scripted(List.of("500 {}", "500 {}", "500 {}", "200 " + WHOLE))) {
            assertThatThrownBy(() -> server.llm().answer(request(1)))
                    .hasMessageContaining("(attempt 3)");
            assertThat(server.asked.get()).isEqualTo(3);
        }
        try (Scripted server = new Scripted(List.of("200 {\"choices\":[]}"))) {
            assertThatThrownBy(() -> server.llm().answer(request(1)))
                    .hasMessageContaining("cannot be read");
        }
    }

    @Test
    void aServerThatHangsCostsItsTimeoutAndNoMore() throws Exception {
        try (Scripted server = new Scripted(List.of("hang", "hang"))) {
            Attempts two = new Attempts(2, Duration.ofMillis(200), Duration.ZERO, Duration.ZERO);
            try (EndpointLlm llm = server.llm(two)) {
                assertThatThrownBy(() -> llm.answer(request(1)))
                        .isInstanceOf(LlmException.class)
                        .hasMessageContaining("(attempt 2)");
            }
        }
    }

    @Test
    void aRerunGetsAnswersAndFailuresFromTheJournal() throws Exception {
        Path file = folder.resolve("journal.jsonl");
        try (Scripted server = new Scripted(List.of("200 " + WHOLE, "400 {}"));
                Journal journal = Journal.open(file)) {
            Llm llm = new JournalledLlm(server.llm(), journal);
            assertThat(llm.answer(request(1)).content()).isEqualTo("B");
            assertThat(llm.answer(request(1)).content()).isEqualTo("B");
            assertThatThrownBy(() -> llm.answer(request(2))).hasMessageContaining("status 400");
            assertThat(server.asked.get()).isEqualTo(2);
        }
        try (Scripted server = new Scripted(List.of());
                Journal journal = Journal.open(file)) {
            Llm llm = new JournalledLlm(server.llm(), journal);
            assertThat(llm.answer(request(1)).content()).isEqualTo("B");
            assertThatThrownBy(() -> llm.answer(request(2))).hasMessageContaining("status 400");
            assertThat(server.asked.get()).isZero();
        }
    }

    /// A server that gives prepared answers, one after the other.
    private static final class Scripted implements AutoCloseable {
        private final Queue<String> answers;
        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch closing = new CountDownLatch(1);
        private final HttpServer server;

        Scripted(List<String> answers) throws IOException {
            this.answers = new ArrayDeque<>(answers);
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Thread::startVirtualThread);
            server.createContext(
                    "/v1/chat/completions",
                    exchange -> {
                        asked.incrementAndGet();
                        String answer = this.answers.remove();
                        if (answer.equals("hang")) {
                            try {
                                closing.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            exchange.close();
                            return;
                        }
                        byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(
                                Integer.parseInt(answer.substring(0, 3)), body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
            server.start();
        }

        EndpointLlm llm() {
            return llm(QUICK);
        }

        EndpointLlm llm(Attempts attempts) {
            return new EndpointLlm(
                    URI.create("http://127.0.0.1:%d/v1/".formatted(server.getAddress().getPort())),
                    "judge",
                    Optional.of("secret"),
                    attempts);
        }

        @Override
        public void close() {
            closing.countDown();
            server.stop(0);
        }
    }
}
