package dev.baltoro.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.GenerationDefaults;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.web.PageTool;
import dev.baltoro.serve.web.ToolEffect;
import dev.baltoro.serve.web.ToolOutcome;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.ToolDeclaration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The chat page's tools come from real servers, which are processes of their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpPageToolsTest {
    private static final ObjectNode TITLE =
            JsonMapper.shared().createObjectNode().put("title", "ice");

    @TempDir private Path folder;
    private final List<String> notes = new ArrayList<>();
    private TinyChat model;

    @BeforeAll
    void open() {
        model = new TinyChat(1);
    }

    @AfterAll
    void close() {
        model.close();
    }

    private McpPageTools open(String... names) throws InterruptedException {
        notes.clear();
        return McpPageTools.open(
                List.of(names).stream()
                        .map(name -> NotesServer.command(name, folder.resolve(name)))
                        .toList(),
                notes::add);
    }

    private void assertGone(String... names) throws Exception {
        for (String name : names) {
            for (long pid : NotesServer.pids(folder.resolve(name))) {
                assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            }
        }
    }

    @Test
    void toolsOfTwoServersAreDeclaredAndCalledAndDeathIsReported() throws Exception {
        try (McpPageTools tools = open("first", "second")) {
            tools.declareTo(model.chat(), notes::add);
            Map<String, ToolEffect> effects =
                    tools.tools().stream()
                            .collect(Collectors.toMap(PageTool::name, PageTool::effect));
            assertThat(effects)
                    .containsEntry("read_note", ToolEffect.NONE)
                    .containsEntry("add_note", ToolEffect.ADDS)
                    .containsEntry("delete_note", ToolEffect.DESTROYS)
                    .containsEntry("crash", ToolEffect.UNKNOWN)
                    .containsEntry("loose", ToolEffect.UNKNOWN)
                    .containsEntry("second.read_note", ToolEffect.NONE)
                    .doesNotContainKey("endless")
                    .hasSize(10);
            assertThat(notes)
                    .hasSize(2)
                    .allMatch(line ->
                            line.contains("tool endless is left out: ")
                                    || line.contains("tool second.endless is left out: "));
            assertThat(tools.summary())
                    .contains(
                            "tools of first, second on the chat page: 10, of which 8 ask before they run");

            assertThat(tools.call("second.read_note", TITLE))
                    .isEqualTo(ToolOutcome.result("read_note {\"title\":\"ice\"}"));
            assertThat(tools.call("delete_note", TITLE).failed()).isTrue();
            ToolOutcome crash = tools.call("crash", TITLE);
            assertThat(crash.failed()).isTrue();
            assertThat(crash.text())
                    .contains("tool crash", "status 7", "out of paper")
                    .hasLineCount(1);
            assertThat(tools.call("read_note", TITLE).failed()).isFalse(); // started again
            assertThat(NotesServer.pids(folder.resolve("first"))).hasSize(2);
        }
        assertGone("first", "second");
    }

    @Test
    void serverThatCannotBeHadEndsTheOthersAndSaysWhy() throws Exception {
        String good = NotesServer.command("good", folder.resolve("good"));
        assertThatThrownBy(
                        () -> McpPageTools.open(List.of(good, "no-such-program --x"), notes::add))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no-such-program")
                .message()
                .hasLineCount(1);
        assertGone("good");
    }

    @Test
    void modelThatKnowsOtherToolsIsOnlyGivenThoseThatItKnows() throws Exception {
        ToolDeclaration read =
                ToolDeclaration.function(
                        "read_note",
                        "",
                        "{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\"}}}");
        ToolDeclaration other = ToolDeclaration.function("climb", "", "{\"type\":\"object\"}");
        ChatEngine specialist =
                new ChatEngine(
                        model.chat().engine(),
                        TinyChat.TOKENIZER,
                        new ChatEncoder(
                                TinyChat.TOKENIZER,
                                ChatTemplate.K2.withKnown(new KnownTools(List.of(read, other)))),
                        "specialist",
                        new GenerationDefaults(Set.of(), SamplingParameters.DEFAULT));
        try (McpPageTools tools = open("known")) {
            tools.declareTo(specialist, notes::add);
            assertThat(tools.tools()).extracting(PageTool::name).containsExactly("read_note");
            assertThat(notes)
                    .containsExactly(
                            "warning: this model was trained with other tools: the page leaves out add_note, delete_note, crash, endless, loose; train a model with them (baltoro agent --mcp)");
        }
    }
}
