package dev.baltoro.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.request.RequestContext;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequest.Difficulty;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.teacher.Taught.Kept;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The teacher that is no model.
class TemplateTeacherTest {
    private static final List<ToolDeclaration> TOOLS =
            List.of(
                    ToolDeclaration.function(
                            "search_nodes",
                            "Search for nodes in the knowledge graph based on a query",
                            "{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"}},\"required\":[\"query\"]}"),
                    ToolDeclaration.function(
                            "open_nodes",
                            "Open specific nodes in the knowledge graph by their names",
                            "{\"type\":\"object\",\"properties\":{\"names\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},\"required\":[\"names\"]}"));

    /// Knows thousands of requests, and so is made once.
    private static final TemplateTeacher TEACHER = new TemplateTeacher(writer(3));

    private static RequestWriter writer(long seed) {
        return RequestWriter.of(TOOLS, Surroundings.NONE, seed);
    }

    @Test
    void valuesStayAsTheyAreWhateverTheVoice() {
        TemplateRewriter rewriter = TemplateRewriter.standard();
        Set<String> said = new HashSet<>();
        for (Voice voice : Voice.ALL) {
            for (int seed = 0; seed < 20; seed++) {
                String text =
                        rewriter.rewrite(
                                new RewritePrompt(
                                        "Could you please find the notes about open the Gate and delete /tmp/My File-2.txt for me?",
                                        voice,
                                        List.of("open the Gate", "/tmp/My File-2.txt")),
                                new Draws(seed));
                assertThat(text)
                        .as("%s, seed %d", voice.name(), seed)
                        .contains("open the Gate", "/tmp/My File-2.txt");
                assertThat(text.lines().count()).isEqualTo(voice.twice() ? 3 : 1);
                said.add(text);
            }
        }
        assertThat(said).hasSizeGreaterThan(100);
    }

    @Test
    void otherLanguagesGetNoEnglishWords() {
        String text =
                TemplateRewriter.standard()
                        .rewrite(
                                new RewritePrompt(
                                        "cancella quel nodo, grazie", Voice.ALL.get(2), List.of()),
                                new Draws(1));
        assertThat(text).isEqualTo("cancella quel nodo, grazie");
    }

    @Test
    void aRequestIsReadByTheOneThatItIsMostLike() throws Exception {
        assertThat(read("please search for \"green door\" now"))
                .contains("search_nodes", "green door");
        assertThat(read("open node Zorblax Quimby"))
                .isEqualTo(
                        "{\"calls\":[{\"name\":\"open_nodes\",\"arguments\":{\"names\":[\"Zorblax Quimby\"]}}],\"text\":\"\"}");
    }

    private static String read(String text) throws LlmException {
        ToolRequest request =
                new ToolRequest(
                        "r",
                        text,
                        RequestContext.NONE,
                        List.of(),
                        List.of(),
                        List.of(),
                        RequestKind.NO_TOOL,
                        Difficulty.EASY,
                        false,
                        "",
                        List.of());
        return TEACHER.answer(ReadingPrompt.of(TOOLS, writer(3)).request(request)).content();
    }

    @Test
    void twoRunsAreEqualAndEveryLineNamesTheTeacher() throws Exception {
        List<Taught> one = run(writer(2), 60);
        List<Taught> other = run(writer(2), 60);
        assertThat(one.stream().map(Taught::line))
                .isEqualTo(other.stream().map(Taught::line).toList());
        assertThat(one)
                .allSatisfy(it -> assertThat(it.line()).contains("\"teacher\":\"template\""));
        assertThat(one.stream().filter(Kept.class::isInstance).count()).isGreaterThan(6);
        for (Taught taught : one) {
            if (taught instanceof Kept kept) {
                ToolRequest seed = writer(2).write(kept.provenance().index());
                assertThat(kept.request().expected()).isEqualTo(seed.expected());
                assertThat(kept.request().request()).isNotEqualTo(seed.request());
            }
        }
    }

    private static List<Taught> run(RequestWriter seeds, int count) throws Exception {
        RequestWriter examples = writer(3);
        RequestTeacher teacher = new RequestTeacher(TEACHER, TOOLS, seeds, 2, examples);
        return new TeachingRun(teacher, count, 2).run((_, _) -> {});
    }

    @Test
    void itSaysThatItCannotDoAnythingElse() {
        ChatRequest other =
                ChatRequest.of(
                        List.of(new Message.User("Write a poem.")),
                        DecodingOptions.of(Sampling.OPEN));
        assertThatThrownBy(() -> TEACHER.answer(other))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("name a model for anything else");
    }
}
