package dev.baltoro.agent.llm;

import static dev.baltoro.agent.llm.ScriptedEndpoint.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models behind endpoints: our own server, and servers that fail.
class EndpointLlmTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

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
                                Endpoint.of(
                                        URI.create(
                                                "http://127.0.0.1:%d/v1".formatted(server.port())),
                                        "tiny",
                                        Optional.empty()))) {
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

    private static WholeAnswer ask(ScriptedEndpoint server) throws Exception {
        try (EndpointLlm llm = server.llm()) {
            return llm.answer(request(1));
        }
    }

    private static LlmException refusal(ScriptedEndpoint server) throws Exception {
        try (EndpointLlm llm = server.llm()) {
            return catchThrowableOfType(LlmException.class, () -> llm.answer(request(1)));
        }
    }

    @Test
    void whatAnotherAttemptMayCureIsTriedAgain() throws Exception {
        try (var server =
                new ScriptedEndpoint(
                        List.of(
                                "429 {}",
                                "503 no JSON",
                                "drop",
                                "408 {}",
                                "200 {\"error\":{\"code\":502,\"message\":\"upstream\"}}",
                                "429 {}",
                                "200 " + WHOLE))) {
            // two of busy, three of failed would be the end: 503, 408 and the gateway's 502
            UsageMeter meter = new UsageMeter();
            Endpoint patient = server.endpoint().with(ScriptedEndpoint.attempts(4, TIMEOUT));
            try (EndpointLlm llm = new EndpointLlm(patient, meter, WaitingClock.SYSTEM)) {
                assertThat(new MeteredLlm(llm, meter).answer(request(1)).content()).isEqualTo("B");
            }
            assertThat(meter.spending())
                    .isEqualTo(
                            new Spending(
                                    1,
                                    30,
                                    10,
                                    Map.of(
                                            Trouble.BUSY,
                                            2L,
                                            Trouble.FAULT,
                                            3L,
                                            Trouble.BROKEN,
                                            1L)));
            assertThat(meter.spending().errorRate()).isEqualTo(6 / 7.0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 {\"error\":{\"code\":\"model_not_found\",\"message\":\"no such model\"}}",
                "400 {\"error\":{\"message\":\"too long\"}}",
                "403 {\"error\":{\"message\":\"flagged\"}}",
                "401 {}",
                "404 not JSON",
                "301 {}",
                "429 {\"error\":{\"code\":\"insufficient_quota\",\"message\":\"pay first\"}}",
                "200 {\"error\":{\"message\":\"bad prompt\"}}"
            })
    void whatTheEndpointWillNotDoIsAskedOnce(String answer) throws Exception {
        try (var server = new ScriptedEndpoint(List.of(answer))) {
            LlmException refusal = refusal(server);
            assertThat(refusal.trouble())
                    .isEqualTo(
                            answer.matches("(401|404|429) .*|.*no such model.*")
                                    ? Trouble.DENIED
                                    : Trouble.REFUSED);
            assertThat(refusal).hasMessageStartingWith("judge at http://127.0.0.1");
            assertThat(refusal.getMessage()).doesNotContain("secret");
            assertThat(server.asked).hasValue(1);
        }
    }

    @Test
    void anAnswerThatIsNoneIsUnreadable() throws Exception {
        try (var server = new ScriptedEndpoint(List.of("200 {\"choices\":[]}"))) {
            assertThat(refusal(server).trouble()).isEqualTo(Trouble.UNREADABLE);
        }
        try (var server = new ScriptedEndpoint(List.of("200 <html>"))) {
            assertThat(refusal(server).trouble()).isEqualTo(Trouble.UNREADABLE);
        }
    }

    @Test
    void eachKindOfTroubleHasItsOwnLimit() throws Exception {
        try (var server = new ScriptedEndpoint(List.of("500 {}", "429 {}", "500 {}", "500 {}"))) {
            LlmException refusal = refusal(server);
            assertThat(refusal)
                    .hasMessageContaining("status 500")
                    .hasMessageEndingWith("(attempt 4)");
            assertThat(refusal.trouble()).isEqualTo(Trouble.FAULT);
        }
        assertThatThrownBy(() ->
                        new Attempts(
                                Map.of(Trouble.REFUSED, 2),
                                TIMEOUT,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO))
                .hasMessageContaining("no second attempt cures");
    }

    @Test
    void aPauseThatIsAskedForIsKeptAndALongOneIsToldAtOnce() throws Exception {
        TestClock clock = new TestClock();
        long start = clock.nanos();
        try (var server =
                new ScriptedEndpoint(
                        List.of(
                                "429 Retry-After=7 {}",
                                "503 Retry-After=2.5 {}",
                                "200 " + WHOLE))) {
            try (EndpointLlm llm = new EndpointLlm(server.endpoint(), new UsageMeter(), clock)) {
                assertThat(llm.answer(request(1)).content()).isEqualTo("B");
            }
            assertThat(clock.since(start)).isEqualTo(Duration.ofMillis(9500));
        }
        try (var server = new ScriptedEndpoint(List.of("429 Retry-After=3600 {}"))) {
            assertThat(refusal(server)).hasMessageContaining("a pause of 3600 s: try again later");
        }
    }

    @Test
    void pausesGrowToTheirLongestWhereNothingIsAskedFor() throws Exception {
        Attempts six =
                new Attempts(
                        Map.of(Trouble.FAULT, 6),
                        TIMEOUT,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
        TestClock clock = new TestClock();
        long start = clock.nanos();
        try (var server = new ScriptedEndpoint(Collections.nCopies(6, "500 {}"));
                EndpointLlm llm =
                        new EndpointLlm(server.endpoint().with(six), new UsageMeter(), clock)) {
            assertThatThrownBy(() -> llm.answer(request(1))).hasMessageEndingWith("(attempt 6)");
            assertThat(clock.since(start)).isEqualTo(Duration.ofSeconds(1 + 2 + 4 + 5 + 5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "stall"})
    void aServerThatHangsCostsItsTimeoutAndNoMore(String way) throws Exception {
        try (var server = new ScriptedEndpoint(List.of(way, way))) {
            Attempts two = ScriptedEndpoint.attempts(2, Duration.ofMillis(200));
            try (EndpointLlm llm = new EndpointLlm(server.endpoint().with(two))) {
                assertThatThrownBy(() -> llm.answer(request(1)))
                        .isInstanceOf(LlmException.class)
                        .hasMessageContaining("no whole answer in time (attempt 2)");
            }
        }
    }

    @Test
    void noMoreAskAtOnceThanAreAllowedAndAllComeByTheLimitOfAMinute() throws Exception {
        TestClock clock = new TestClock();
        long start = clock.nanos();
        try (var server = new ScriptedEndpoint(Collections.nCopies(10, "200 " + WHOLE));
                EndpointLlm llm =
                        new EndpointLlm(
                                server.endpoint()
                                        .with(
                                                new RateLimit(
                                                        OptionalInt.of(4), OptionalInt.empty()),
                                                3),
                                new UsageMeter(),
                                clock);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<WholeAnswer>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int seed = i;
                all.add(threads.submit(() -> llm.answer(request(seed))));
            }
            for (Future<WholeAnswer> one : all) {
                assertThat(one.get().content()).isEqualTo("B");
            }
            assertThat(clock.since(start)).isEqualTo(Duration.ofMinutes(2)); // 4, 4 and 2
        }
    }

    @Test
    void whatIsNoEndpointIsRefusedInALine() {
        for (String address :
                List.of("ftp://a/v1", "http:///v1", "http://u:p@a/v1", "http://a/v1?k=1")) {
            assertThatThrownBy(() -> Endpoint.of(URI.create(address), "m", Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(
                        () -> Endpoint.of(URI.create("http://a/v1"), "m", Optional.of("two words")))
                .hasMessageContaining("key")
                .hasMessageNotContaining("two words");
        assertThat(Endpoint.of(URI.create("http://a/v1"), "m", Optional.of("k3y")).toString())
                .isEqualTo("m at http://a/v1");
    }
}
