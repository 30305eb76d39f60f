package dev.baltoro.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.Ran;
import dev.baltoro.cli.TinyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Talks with a random model through pipes: what it says means nothing, but is said.
class ChatCommandTest {
    @TempDir private static Path folder;
    @TempDir private Path work;

    @BeforeAll
    static void write() throws IOException {
        TinyFolder.write(folder);
    }

    private static Ran chat(String input, Object... more) {
        List<Object> arguments =
                new ArrayList<>(
                        List.of("chat", "--model", folder, "--max-tokens", 12, "--threads", 1));
        arguments.addAll(List.of("--seed", 5, "--temperature", 1));
        arguments.addAll(List.of(more));
        return Ran.with(input, arguments.toArray());
    }

    private JsonNode saved(String input, Object... more) throws IOException {
        Path file = work.resolve("said.json");
        Ran ran = chat(input + "/save " + file + "\n", more);
        assertThat(ran.err()).contains("saved " + file);
        assertThat(ran.code()).isZero();
        JsonNode body = JsonMapper.shared().readTree(Files.readString(file));
        Files.delete(file);
        return body;
    }

    private static List<String> roles(JsonNode body) {
        return body.path("messages").valueStream().map(it -> it.path("role").asString()).toList();
    }

    private static String content(JsonNode body, int turn) {
        return body.path("messages").get(turn).path("content").asString();
    }

    @Test
    void eachLineIsAnsweredOnStandardOutputAndNothingElseIsThere() throws IOException {
        Path file = work.resolve("said.json");
        Ran ran = chat("hello\n\nagain\n/save " + file + "\n");
        JsonNode body = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(roles(body)).containsExactly("user", "assistant", "user", "assistant");
        assertThat(ran.out().replace(System.lineSeparator(), "\n"))
                .isEqualTo(content(body, 1) + "\n" + content(body, 3) + "\n");
        assertThat(content(body, 1)).isNotBlank();
        assertThat(ran.err()).doesNotContain("tokens/s").doesNotContain("> ");
    }

    @Test
    void seedsRepeatAndDiffer() {
        assertThat(chat("hello\n")).isEqualTo(chat("hello"));
        assertThat(chat("hello\n", "--min-p", 0.01).code()).isZero();
        assertThat(chat("/set seed 6\nhello\n").out()).isNotEqualTo(chat("hello\n").out());
    }

    @Test
    void trailingBackslashGoesOnInTheNextLine() throws IOException {
        JsonNode body = saved("one\\\ntwo\\\r\nthree\n//four\n");
        assertThat(content(body, 0)).isEqualTo("one\ntwo\nthree");
        assertThat(content(body, 2)).isEqualTo("/four");
    }

    @Test
    void instructionsAreReplacedAndTurnsForgotten() throws IOException {
        JsonNode body =
                saved("a\n/undo\nb\n/reset\nc\n/system Be brief.\nd\n", "--system", "Be long.");
        assertThat(roles(body)).containsExactly("system", "user", "assistant", "user", "assistant");
        assertThat(content(body, 0)).isEqualTo("Be brief.");
        assertThat(content(body, 1)).isEqualTo("c");
        assertThat(roles(saved("/set seed 9\n/system\na\n/undo\n", "--system", "x"))).isEmpty();
    }

    @Test
    void settingsAreChangedShownAndSaved() throws IOException {
        JsonNode body = saved("/set temperature 0.2\n/set top_k 3\n/set presence_penalty 1\n");
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(body.path("top_k").asInt()).isEqualTo(3);
        assertThat(body.path("presence_penalty").asDouble()).isEqualTo(1);
        assertThat(body.path("seed").asInt()).isEqualTo(5);
        assertThat(chat("/set seed none\n/set\n").err())
                .contains("temperature 1.0")
                .contains("seed none")
                .contains("max_tokens 12");
    }

    @Test
    void limitOfTokensIsSaid() {
        assertThat(chat("/set max_tokens 3\nhello\n").err()).contains("cut at 3 tokens");
    }

    @Test
    void mistakesEndAPipedConversationWithOneLine() throws IOException {
        Files.writeString(work.resolve("mine"), "dear");
        Files.writeString(work.resolve("tools.json"), "{}");
        for (String line :
                List.of(
                        "/nothing",
                        "/set temperature",
                        "/set temperature hot",
                        "/set temperature 101",
                        "/set heat 1",
                        "/undo",
                        "/save",
                        "/save " + work.resolve("mine"),
                        "/save " + work.resolve("absent").resolve("said.json"),
                        "/tools " + work.resolve("absent.json"),
                        "/tools " + work.resolve("tools.json"))) {
            Ran ran = chat(line + "\nhello\n");
            assertThat(ran.code()).as(line).isOne();
            assertThat(ran.err().strip()).as(line).hasLineCount(1).doesNotContain("unexpected");
            assertThat(ran.out()).as(line).isEmpty();
        }
        assertThat(work.resolve("mine")).hasContent("dear");
    }

    @Test
    void wrongOptionsAreMisuse() {
        assertThat(chat("", "--top-p", 2).code()).isEqualTo(2);
        assertThat(chat("", "--min-p", "few").err()).contains("min_p is few; use a number");
        assertThat(chat("", "--threads", 0).code()).isEqualTo(2);
    }

    @Test
    void conversationThatDoesNotFitIsRefusedWithTheNumbers() {
        Ran ran = chat("a b c d ".repeat(TinyFolder.CONTEXT) + "\n");
        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("context " + TinyFolder.CONTEXT);
    }

    @Test
    void quitLeavesAndHelpNamesEveryCommand() {
        Ran ran = chat("/help\n/quit\nhello\n");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("/system", "/tools", "/set", "/undo", "/reset", "/save", "/quit");
    }

    @Test
    void toolsAreReadAndForgotten() throws IOException {
        Path tools =
                Files.writeString(
                        work.resolve("tools.json"),
                        """
                        [{"type": "function", "function": {"name": "clock", "parameters":
                          {"type": "object", "properties": {}, "additionalProperties": false}}}]
                        """);
        assertThat(saved("", "--tools", tools).path("tools").get(0).path("function").path("name"))
                .hasToString("\"clock\"");
        Ran ran = chat("/tools " + tools + "\n/tools\n/save " + work.resolve("none.json") + "\n");
        assertThat(ran.err()).contains("tool: clock");
        assertThat(work.resolve("none.json")).content().doesNotContain("clock");
    }
}
