package dev.baltoro.synth.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A wish may be said in many ways; what it is about stays as it is.
class WordingTest {
    private static final int DRAWS = 400;

    private static final Speech MOVE =
            new Speech(
                    List.of(
                            new Speech.Piece("move ", false),
                            new Speech.Piece("the folder.txt", true, "file"),
                            new Speech.Piece(" to ", false),
                            new Speech.Piece("please you", true, "folder")));

    private static final List<ToolDeclaration> EDITS =
            List.of(
                    ToolDeclaration.function(
                            "edit_file",
                            "Edits a file.",
                            """
                            {"type": "object", "required": ["path", "edits"], "properties": {
                              "path": {"type": "string"},
                              "dryRun": {"type": "boolean"},
                              "edits": {"type": "array", "items": {"type": "object",
                                "required": ["oldText", "newText"], "properties": {
                                  "oldText": {"type": "string"},
                                  "newText": {"type": "string"}}}}}}
                            """));

    @Test
    void otherClausesKeepTheValuesAndDifferAmongEachOther() {
        Phrasebook book = Phrasebook.standard();
        Set<String> said = new HashSet<>();
        for (long seed = 0; seed < DRAWS; seed++) {
            Draws draw = new Draws(seed);
            Syntax syntax =
                    new Syntax(name ->
                            wording(
                                    draw.pick(book.phrase(name).orElseThrow().all()).pattern(),
                                    draw));
            String text = syntax.reordered(MOVE, draw).text();
            assertThat(text).as("seed " + seed).containsOnlyOnce("the folder.txt");
            assertThat(text).as("seed " + seed).containsOnlyOnce("please you");
            assertThat(syntax.gerund(MOVE, draw).text()).contains("moving the folder.txt to");
            said.add(text);
        }
        assertThat(said).hasSizeGreaterThan(60);
    }

    @Test
    void habitsChangeWordsAndNeverValues() {
        Set<String> said = new HashSet<>();
        for (long seed = 0; seed < DRAWS; seed++) {
            Draws draw = new Draws(seed);
            for (Speech typed :
                    List.of(
                            Habits.synonyms(MOVE, draw),
                            Habits.chat(MOVE, draw),
                            Habits.terse(MOVE, draw),
                            Habits.learner(MOVE, draw),
                            Habits.contracted(MOVE, draw))) {
                assertThat(typed.text()).contains("the folder.txt").endsWith("please you");
                said.add(typed.text());
            }
        }
        assertThat(said).hasSizeGreaterThan(4);
    }

    @Test
    void verbsHaveTheirForms() {
        assertThat(List.of("move", "put", "copy", "write", "open", "drop", "see"))
                .map(Commands::gerund)
                .containsExactly(
                        "moving", "putting", "copying", "writing", "opening", "dropping", "seeing");
        assertThat(List.of("move", "put", "copy", "write", "open", "drop"))
                .map(Commands::participle)
                .containsExactly("moved", "put", "copied", "written", "opened", "dropped");
    }

    @Test
    void whatIsShownFirstAndThenWantedForRealIsCalledWithoutThePreview() {
        RequestWriter writer = RequestWriter.of(EDITS, Surroundings.NONE, 3);
        int forReal = 0;
        for (long i = 0; i < 8_000; i++) {
            ToolRequest request = writer.write(i);
            boolean shown = request.context().turns().toString().contains("\"dryRun\":true");
            boolean real =
                    request.request().matches("(?i).*(go ahead|for real|apply it|do it).*")
                            && request.request().length() < 40;
            if (shown && real && request.kind() == RequestKind.SINGLE) {
                forReal++;
                assertThat(request.expected().getFirst().arguments().has("dryRun"))
                        .as(request.toString())
                        .isFalse();
            }
        }
        assertThat(forReal).isPositive();
    }

    /// A pattern's words; it has alternatives, no values.
    private static String wording(Pattern pattern, Draws draw) {
        return switch (pattern) {
            case Pattern.Words words -> words.text();
            case Pattern.Choice choice -> wording(draw.pick(choice.of()), draw);
            case Pattern.Row row ->
                    String.join("", row.of().stream().map(part -> wording(part, draw)).toList());
            case Pattern.Hole hole -> "";
            case Pattern.Phrase phrase -> "";
        };
    }
}
