package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallFormTest {
    /// {@return what a folder and a name behind it become}
    private static String path(String folder, String name) {
        ReadText read = ReadText.of(List.of(new Message.User(folder + " " + name)));
        int words = read.words().size();
        int of = ReadText.of(List.of(new Message.User(folder))).words().size();
        SlotSpans slots =
                new SlotSpans(
                        List.of(
                                new SlotSpans.Span(0, of, "path/"),
                                new SlotSpans.Span(of, words, "path")));
        CallForm.Shape text =
                new CallForm.Shape.Text(
                        List.of(
                                new CallForm.Piece.Said(0, ValueForm.Plain.FOLDER),
                                new CallForm.Piece.Literal("/"),
                                new CallForm.Piece.Said(1, ValueForm.Plain.SAME)));
        CallForm form =
                new CallForm(
                        List.of(
                                new CallForm.Call(
                                        "read", new CallForm.Shape.Members(Map.of("path", text)))));
        return form.filled(slots, read, WordMeanings.EMPTY)
                .orElseThrow()
                .getFirst()
                .path("path")
                .asString();
    }

    @ParameterizedTest
    @CsvSource({
        "maps, pond.png, maps/pond.png",
        "maps, maps/pond.png, maps/pond.png",
        "/srv/maps, maps/pond.png, /srv/maps/pond.png",
        "maps, /srv/maps/pond.png, /srv/maps/pond.png",
        "old maps, maps/pond.png, old maps/maps/pond.png",
        "3, 3/4, 3/3/4"
    })
    void aPathBehindAFolderIsNotPutIntoItOnceMore(String folder, String name, String path) {
        assertThat(path(folder, name)).isEqualTo(path);
    }
}
