package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Values that make room for texts that nobody expects.
class CopiesTest {
    private static final List<Message> CONVERSATION =
            List.of(
                    new Message.System("Boards: Mast, Keel. Masts are no boards."),
                    new Message.User("put 'new sail' on Mast please, quickly"),
                    new Message.Assistant(
                            "",
                            List.of(
                                    ToolCall.of(
                                            "add",
                                            0,
                                            "{\"board\":\"Mast\",\"title\":\"new sail\",\"pace\":\"quickly\"}"))));

    @Test
    void aValueIsReplacedWhereverItStandsAsAWholeWord() {
        SwappedValues.Swapped swapped =
                new SwappedValues(RareTexts.read(), 1).of(CONVERSATION, "quickly", new Draws(3));
        assertThat(swapped.rare()).hasSize(2);
        String board = swapped.rare().getFirst();
        assertThat(swapped.messages().get(0).content())
                .isEqualTo("Boards: " + board + ", Keel. Masts are no boards.");
        assertThat(swapped.messages().get(1).content())
                .isEqualTo(
                        "put '" + swapped.rare().getLast() + "' on " + board + " please, quickly");
        assertThat(swapped.messages().getLast())
                .isInstanceOfSatisfying(
                        Message.Assistant.class,
                        answer ->
                                assertThat(answer.toolCalls().getFirst().argumentsJson())
                                        .contains("\"pace\":\"quickly\"")
                                        .doesNotContain("Mast"));
    }

    @Test
    void nothingIsReplacedWhereNothingIsCalled() {
        List<Message> talk =
                List.of(new Message.User("hello"), new Message.Assistant("hello to you"));
        assertThat(new SwappedValues(RareTexts.read(), 1).of(talk, "", new Draws(1)).messages())
                .isEqualTo(talk);
    }

    @Test
    void rareTextsAreOfManyKindsAndTheSameForASeed() {
        RareTexts texts = RareTexts.read();
        List<String> drawn =
                IntStream.range(0, 500).mapToObj(i -> texts.draw(new Draws(i))).toList();
        assertThat(drawn).doesNotHaveDuplicates();
        assertThat(drawn).anyMatch(text -> text.codePoints().anyMatch(c -> c > 0x3000));
        assertThat(drawn).anyMatch(text -> text.contains(" ")).anyMatch(text -> text.contains("_"));
        assertThat(texts.draw(new Draws(7))).isEqualTo(drawn.get(7));
    }
}
