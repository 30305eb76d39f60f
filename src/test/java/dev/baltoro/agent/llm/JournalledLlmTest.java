package dev.baltoro.agent.llm;

import static dev.baltoro.agent.llm.ScriptedEndpoint.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.ChildJvm;
import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.llm.JournalledLlm.OnFailure;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.WholeAnswer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was paid for is never asked again.
class JournalledLlmTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("journal.jsonl");
    }

    private static ChatRequest request(long seed) {
        return ChatRequest.of(
                List.of(new Message.User("Say it in other words: a boat")),
                DecodingOptions.of(Sampling.OPEN.withSeed(seed)));
    }

    @Test
    void aRerunIsTheSameInFailuresTooWhereTheyAreKept() throws Exception {
        try (var server = new ScriptedEndpoint(List.of("200 " + WHOLE, "400 {}"));
                Journal journal = Journal.open(file)) {
            Llm llm = new JournalledLlm(server.llm(), journal, OnFailure.KEEP);
            WholeAnswer answer = llm.answer(request(1));
            assertThat(llm.answer(request(1))).isEqualTo(answer);
            assertThat(answer.usage().completionTokens()).isEqualTo(10);
            assertThatThrownBy(() -> llm.answer(request(2))).hasMessageContaining("status 400");
        }
        try (var server = new ScriptedEndpoint(List.of());
                Journal journal = Journal.open(file)) {
            Llm llm = new JournalledLlm(server.llm(), journal, OnFailure.KEEP);
            assertThat(llm.answer(request(1)).content()).isEqualTo("B");
            assertThatThrownBy(() -> llm.answer(request(2))).hasMessageContaining("status 400");
            assertThat(server.asked).hasValue(0);
        }
    }

    @Test
    void whatFailedIsAskedAgainWhereItIsNotKept() throws Exception {
        try (var server = new ScriptedEndpoint(List.of("401 {}", "200 " + WHOLE));
                Journal journal = Journal.open(file)) {
            Llm llm = new JournalledLlm(server.llm(), journal, OnFailure.ASK_AGAIN);
            assertThatThrownBy(() -> llm.answer(request(1)))
                    .isInstanceOfSatisfying(
                            LlmException.class,
                            e -> assertThat(e.trouble()).isEqualTo(Trouble.DENIED));
            assertThat(journal.size()).isZero();
            assertThat(llm.answer(request(1)).content()).isEqualTo("B");
        }
    }

    /// A request that is refused is refused again; a wrong key, or a page of a gateway, says
    /// nothing of the request.
    @Test
    void onlyWhatTheModelRefusedIsKeptWhereRefusalsAre() throws Exception {
        List<String> answers =
                List.of("400 {}", "401 {}", "200 <html>", "404 {}", "200 " + WHOLE, "200 " + WHOLE);
        try (var server = new ScriptedEndpoint(answers);
                Journal journal = Journal.open(file)) {
            Llm llm = new JournalledLlm(server.llm(), journal, OnFailure.KEEP_REFUSALS);
            for (int seed : new int[] {1, 2, 3, 2, 1}) {
                assertThatThrownBy(() -> llm.answer(request(seed)))
                        .isInstanceOf(LlmException.class);
            }
            assertThat(server.asked).hasValue(4); // the first one is known
            assertThat(journal.size()).isEqualTo(1);
            assertThat(llm.answer(request(2)).content()).isEqualTo("B");
            assertThat(llm.answer(request(3)).content()).isEqualTo("B");
            assertThat(JournalledLlm.spent(journal))
                    .containsOnlyKeys("judge")
                    .containsValue(new Spending(2, 60, 20, Map.of()));
        }
    }

    @Test
    void equalRequestsAtTheSameTimeAreAskedOnce() throws Exception {
        UsageMeter meter = new UsageMeter();
        try (var server = new ScriptedEndpoint(Collections.nCopies(3, "200 " + WHOLE));
                Journal journal = Journal.open(file);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Llm llm =
                    new JournalledLlm(
                            new MeteredLlm(server.llm(), meter), journal, OnFailure.ASK_AGAIN);
            List<Future<WholeAnswer>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int seed = i % 3;
                all.add(threads.submit(() -> llm.answer(request(seed))));
            }
            for (Future<WholeAnswer> one : all) {
                assertThat(one.get().content()).isEqualTo("B");
            }
            assertThat(server.asked).hasValue(3);
            assertThat(meter.spending().tokens()).isEqualTo(120); // and paid for once
            assertThat(meter.spending().cost(new Prices(1, 2.5)))
                    .isEqualTo((90 * 1 + 30 * 2.5) / 1e6);
        }
    }

    @Test
    void offlineTheJournalAnswersAndWhatItLacksIsCountedOnce() throws Exception {
        try (var server = new ScriptedEndpoint(List.of("200 " + WHOLE));
                Journal journal = Journal.open(file)) {
            Llm llm = new JournalledLlm(server.llm(), journal, OnFailure.ASK_AGAIN);
            var unused = llm.answer(request(1));
            OfflineLlm offline = new OfflineLlm("judge");
            Llm recalled = new JournalledLlm(offline, journal, OnFailure.ASK_AGAIN);
            assertThat(recalled.answer(request(1)).content()).isEqualTo("B");
            for (long seed : new long[] {2, 3, 2}) {
                assertThatThrownBy(() -> recalled.answer(request(seed)))
                        .isInstanceOfSatisfying(
                                LlmException.class,
                                e -> assertThat(e.trouble()).isEqualTo(Trouble.OFFLINE));
            }
            assertThat(offline.missing()).isEqualTo(2);
            assertThat(offline.firstMissing())
                    .hasValue(
                            "\"Say it in other words: a boat\" (sha256 %s)"
                                    .formatted(PromptHash.of("judge", request(2))));
            assertThat(server.asked).hasValue(1);
        }
    }

    @Test
    void modelPromptAndParametersTellRequestsApart() {
        String hash = PromptHash.of("m", request(1));
        assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(PromptHash.of("m", request(1)));
        assertThat(PromptHash.of("n", request(1))).isNotEqualTo(hash);
        assertThat(PromptHash.of("m", request(2))).isNotEqualTo(hash);
    }

    /// A process asks 40 requests and is killed (SIGKILL) somewhere in the middle: each request
    /// that was answered to it is in the journal, a torn last line too is no trouble, and the next
    /// process asks for the rest alone.
    @Test
    void aKilledProcessLosesNoAnswer() throws Exception {
        int all = 40;
        try (var server = new ScriptedEndpoint(Collections.nCopies(2 * all, "200 " + WHOLE))) {
            Process process =
                    new ProcessBuilder(
                                    ChildJvm.command(
                                            JournalledLlmTest.class,
                                            server.endpoint().base().toString(),
                                            file.toString(),
                                            Integer.toString(all)))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("child.log").toFile())
                            .start();
            while (server.asked.get() < 7) {
                assertThat(process.isAlive())
                        .as(Files.readString(folder.resolve("child.log")))
                        .isTrue();
                Thread.sleep(1);
            }
            process.destroyForcibly().waitFor();
            int asked = server.asked.get();
            long told =
                    Files.readAllLines(folder.resolve("child.log")).stream()
                            .filter("B"::equals)
                            .count();
            Files.writeString(file, "{\"key\":\"llm/torn", StandardOpenOption.APPEND);
            try (Journal journal = Journal.open(file)) {
                assertThat(journal.size()).isBetween((int) told, asked);
                int kept = journal.size();
                askAll(server.endpoint().base(), journal, all);
                assertThat(server.asked).hasValue(asked + all - kept);
                askAll(server.endpoint().base(), journal, all);
                assertThat(server.asked).hasValue(asked + all - kept);
            }
        }
    }

    /// The process that is killed; prints a line an answer.
    public static void main(String[] arguments) throws Exception {
        try (Journal journal = Journal.open(Path.of(arguments[1]))) {
            askAll(URI.create(arguments[0]), journal, Integer.parseInt(arguments[2]));
        }
    }

    private static void askAll(URI base, Journal journal, int count) throws Exception {
        try (EndpointLlm far = new EndpointLlm(Endpoint.of(base, "judge", Optional.empty()))) {
            Llm llm = new JournalledLlm(far, journal, OnFailure.ASK_AGAIN);
            for (int i = 0; i < count; i++) {
                System.out.println(llm.answer(request(i)).content());
            }
        }
    }
}
