package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordPlacesTest {
    private static final ToolCall OPENED = ToolCall.of("open", 0, "{\"name\":\"Ada\"}");

    private static List<Word.Part> parts(String request) {
        ReadText read =
                ReadText.of(
                        List.of(
                                new Message.System("Known: Ada."),
                                new Message.User("open ada"),
                                new Message.Assistant("", List.of(OPENED)),
                                new Message.ToolResult(OPENED.id(), "Ada likes Bo"),
                                new Message.Assistant("Ada likes Bo, and Bo likes Ada."),
                                new Message.User(request)));
        return WordPlaces.free(read, WordPlaces.alike(read, "Ada"), List.of()).stream()
                .map(place -> read.words().get(place.from()).part())
                .toList();
    }

    @Test
    void theRequestSaysItBestThenAnEarlierCallThenTheLatestWords() {
        assertThat(parts("tell Ada"))
                .startsWith(
                        Word.Part.REQUEST,
                        Word.Part.CALL,
                        Word.Part.ASSISTANT,
                        Word.Part.ASSISTANT,
                        Word.Part.RESULT);
        assertThat(parts("tell her")).startsWith(Word.Part.CALL, Word.Part.ASSISTANT);
    }
}
