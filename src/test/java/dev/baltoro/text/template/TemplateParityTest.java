package dev.baltoro.text.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.CallNumbers;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.KnownTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Templates against Python's Jinja: what it makes of the sample conversations lies in
/// rendered.json, made by tools/parity/render_templates.py.
class TemplateParityTest {
    private static final Path FIXTURES = Path.of("src/test/resources/templates");

    private static final ChatTemplate ROOMY =
            new ChatTemplate(
                    ChatTemplate.K2.defaultSystem(),
                    "\n",
                    "# Tools\n",
                    true,
                    "\n    ",
                    "",
                    true,
                    CallNumbers.CONVERSATION,
                    KnownTools.NONE);
    private static final ChatTemplate PER_TURN =
            new ChatTemplate(
                    Optional.of("You are a helpful assistant"),
                    "",
                    "",
                    false,
                    "\n",
                    "",
                    false,
                    CallNumbers.TURN,
                    KnownTools.NONE);
    private static final ChatTemplate THINKING =
            new ChatTemplate(
                    ChatTemplate.K2.defaultSystem(),
                    "",
                    "",
                    false,
                    "\n",
                    "<think></think>",
                    true,
                    CallNumbers.CONVERSATION,
                    KnownTools.NONE);
    private static final ChatTemplate BARE =
            new ChatTemplate(
                    Optional.empty(),
                    "",
                    "it's \\ all",
                    true,
                    " ",
                    "",
                    true,
                    CallNumbers.TURN,
                    KnownTools.NONE);

    /// What each template is as data; `own-` are what Baltoro writes for it.
    private static final Map<String, ChatTemplate> TEMPLATES =
            Map.of(
                    "roomy.jinja", ROOMY,
                    "per-turn.jinja", PER_TURN,
                    "thinking.jinja", THINKING,
                    "own-k2.jinja", ChatTemplate.K2,
                    "own-roomy.jinja", ROOMY,
                    "own-per-turn.jinja", PER_TURN,
                    "own-thinking.jinja", THINKING,
                    "own-bare.jinja", BARE);

    @TempDir private Path folder;

    static Stream<Arguments> templates() {
        return TEMPLATES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void jinjaLibraryRendersWhatPythonRenders(String name, ChatTemplate codec) throws IOException {
        JsonNode python =
                JsonMapper.shared()
                        .readTree(Files.readString(FIXTURES.resolve("rendered.json")))
                        .path(name);
        JinjaTemplate template = new JinjaTemplate(Files.readString(FIXTURES.resolve(name)));
        assertThat(python.size()).isEqualTo(SampleConversation.all().size());
        for (SampleConversation sample : SampleConversation.all()) {
            assertThat(sample.renderedAsGiven(template))
                    .as(sample.name())
                    .isEqualTo(python.path(sample.name()).asString());
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void codecFollowsTheFoldersTemplate(String name, ChatTemplate codec) throws IOException {
        Files.copy(FIXTURES.resolve(name), folder.resolve("chat_template.jinja"));
        FolderTemplate read = FolderTemplate.compared(folder);
        assertThat(read.problem()).isEmpty();
        assertThat(read.codec()).isEqualTo(codec);
        assertThat(read.differences()).isEmpty();
        assertThat(read.compared()).isEqualTo(SampleConversation.all().size());
        assertThat(read.warning("m")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void writtenTemplatesAreThoseThatPythonRendered(String name, ChatTemplate codec)
            throws IOException {
        if (name.startsWith("own-")) {
            assertThat(JinjaText.of(codec)).isEqualTo(Files.readString(FIXTURES.resolve(name)));
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void textAloneShowsTheSame(String name, ChatTemplate codec) throws IOException {
        if (!name.startsWith("own-")) {
            assertThat(Recognition.byText(Files.readString(FIXTURES.resolve(name))))
                    .contains(codec);
        }
    }
}
