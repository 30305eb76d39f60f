package dev.baltoro.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Outcomes that are asked for once.
class JournalTest {
    @TempDir private Path folder;

    private final AtomicInteger asked = new AtomicInteger();

    private JsonNode say(String text) {
        asked.incrementAndGet();
        return StringNode.valueOf(text);
    }

    @Test
    void aRerunReadsWhatWasAnsweredAndAsksForTheRest() throws Exception {
        Path file = folder.resolve("journal.jsonl");
        try (Journal journal = Journal.open(file)) {
            assertThat(journal.outcome("a", () -> say("1\n\"é\u2028")).asString())
                    .isEqualTo("1\n\"é\u2028");
            assertThat(journal.outcome("a", () -> say("2")).asString()).isEqualTo("1\n\"é\u2028");
        }
        try (Journal journal = Journal.open(file)) {
            assertThat(journal.outcome("a", () -> say("3")).asString()).isEqualTo("1\n\"é\u2028");
            assertThat(journal.outcome("b", () -> say("4")).asString()).isEqualTo("4");
            assertThat(journal.size()).isEqualTo(2);
            assertThat(journal.recalled()).isEqualTo(1);
        }
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void aTornLastLineIsForgottenWhereverItIsCut() throws Exception {
        Path whole = folder.resolve("whole");
        try (Journal journal = Journal.open(whole)) {
            journal.outcome("a", () -> say("first"));
            journal.outcome("b", () -> say("second"));
        }
        byte[] bytes = Files.readAllBytes(whole);
        int first = new String(bytes, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = first; length < bytes.length; length++) {
            Path file = folder.resolve("cut");
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            try (Journal journal = Journal.open(file)) {
                assertThat(journal.size()).as("%d bytes", length).isEqualTo(1);
                journal.outcome("b", () -> say("second"));
            }
            assertThat(file).hasBinaryContent(bytes);
        }
    }

    @Test
    void aDamagedLineIsNamed() throws Exception {
        Path file = folder.resolve("journal.jsonl");
        try (Journal journal = Journal.open(file)) {
            journal.outcome("a", () -> say("first"));
        }
        Files.writeString(file, Files.readString(file).replace("first", "fires"));
        assertThatThrownBy(() -> Journal.open(file)).hasMessageContaining("line 1 is damaged");
        Files.writeString(file, "{\n", StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> Journal.open(file)).hasMessageContaining("line 1 is damaged");
    }

    @Test
    void manyThreadsGetOneOutcome() throws Exception {
        try (Journal journal = Journal.open(folder.resolve("journal.jsonl"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all =
                    java.util.stream.IntStream.range(0, 200)
                            .mapToObj(i ->
                                    threads.submit(
                                            () -> journal.outcome("k" + i % 5, () -> say("x" + i))))
                            .toList();
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).get()).isEqualTo(all.get(i % 5).get());
            }
        }
        assertThat(asked.get()).isEqualTo(5);
    }

    @Test
    void aFailureIsNotWrittenAndMayBeAskedAgain() throws Exception {
        try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
            assertThatThrownBy(() ->
                            journal.outcome(
                                    "a",
                                    () -> {
                                        throw new IOException("no route");
                                    }))
                    .hasMessage("no route");
            assertThat(journal.outcome("a", () -> say("now")).asString()).isEqualTo("now");
        }
    }

    @Test
    void whatIsForgottenIsGoneFromTheFileAndTheRestStays() throws Exception {
        Path file = folder.resolve("forgetting.jsonl");
        try (Journal journal = Journal.open(file)) {
            for (int i = 0; i < 6; i++) {
                var unused = journal.outcome("key " + i, () -> say("1"));
            }
            assertThat(journal.forget(key -> key.compareTo("key 4") >= 0)).isEqualTo(4);
            assertThat(journal.forget(key -> key.compareTo("key 4") >= 0)).isZero();
            var unused = journal.outcome("key 9", () -> say("2"));
            journal.sync();
        }
        assertThat(Files.readAllLines(file)).hasSize(3);
        try (Journal journal = Journal.open(file)) {
            assertThat(journal.size()).isEqualTo(3);
            assertThat(journal.outcome("key 5", () -> say("7")).asString()).isEqualTo("1");
            assertThat(journal.outcome("key 0", () -> say("7")).asString()).isEqualTo("7");
        }
    }
}
