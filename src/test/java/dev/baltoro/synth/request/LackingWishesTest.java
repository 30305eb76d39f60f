package dev.baltoro.synth.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Requests where no call belongs: a value is missing, or nothing is wished.
class LackingWishesTest {
    private static final int DRAWS = 400;
    private static final long SEED = 11;

    private static final List<ToolDeclaration> TOOLS =
            List.of(
                    tool("read_text_file", "\"path\": {\"type\": \"string\"}", "\"path\""),
                    tool(
                            "move_file",
                            "\"source\": {\"type\": \"string\"}, \"destination\": {\"type\": \"string\"}",
                            "\"source\", \"destination\""));

    @Test
    void aWishBrokenOffEndsBeforeItsLastValue() {
        Speech move =
                new Speech(
                        List.of(
                                new Speech.Piece("move ", false),
                                new Speech.Piece("notes.txt", true, "file"),
                                new Speech.Piece(" to ", false),
                                new Speech.Piece("archive", true, "folder")));
        for (long seed = 0; seed < 50; seed++) {
            assertThat(LackingWishes.without(move, new Draws(seed)).orElseThrow().text())
                    .startsWith("move notes.txt")
                    .doesNotContain("archive");
        }
        Speech read =
                new Speech(
                        List.of(
                                new Speech.Piece("look into ", false),
                                new Speech.Piece("notes.txt", true, "file")));
        assertThat(LackingWishes.without(read, new Draws(0))).isEmpty();
    }

    @Test
    void nobodySpeaksOfFilesToToolsThatHaveNone() {
        RequestWriter writer =
                RequestWriter.of(
                                List.of(
                                        tool(
                                                "move_card",
                                                "\"card\": {\"type\": \"string\"}, \"list\": {\"type\": \"string\"}",
                                                "\"card\", \"list\"")),
                                Surroundings.NONE,
                                SEED)
                        .with(new KindMix(0, 0, 0, 0, 1));
        for (long i = 0; i < DRAWS; i++) {
            assertThat(writer.write(i).request())
                    .doesNotContainPattern("\\.(txt|md|pdf|csv)\\b|rename|retitle");
        }
    }

    @Test
    void whatLacksAValueAsksForItAndIsHardlyEverTheSame() {
        Set<String> distinct = new HashSet<>();
        for (ToolRequest request : drawn(new KindMix(0, 0, 0, 0, 1))) {
            assertThat(request.kind()).isEqualTo(RequestKind.ASK_BACK);
            assertThat(request.expected()).isEmpty();
            assertThat(request.reply()).as(request.request()).isNotBlank();
            assertThat(request.askAbout()).as(request.request()).isNotEmpty();
            distinct.add(request.request());
        }
        assertThat(distinct).hasSizeGreaterThan(DRAWS * 9 / 10);
    }

    @Test
    void whatWishesForNothingIsAnsweredWithoutACall() {
        List<ToolRequest> requests = drawn(new KindMix(0, 0, 0, 1, 0));
        for (ToolRequest request : requests) {
            assertThat(request.kind()).isEqualTo(RequestKind.NO_TOOL);
            assertThat(request.expected()).isEmpty();
            assertThat(request.reply()).as(request.request()).isNotBlank();
        }
        List<String> texts =
                requests.stream()
                        .map(request -> request.request().toLowerCase(Locale.ROOT))
                        .toList();
        assertThat(texts).anyMatch(text -> text.contains("don't") || text.contains("do not"));
        assertThat(texts).anyMatch(text -> text.contains("move_file"));
        assertThat(texts).anyMatch(text -> text.matches("(?s).*(never mind|forget it|leave it).*"));
        assertThat(requests)
                .as("typed in capitals and without, so that neither tells what it is")
                .anyMatch(request -> Character.isUpperCase(request.request().codePointAt(0)))
                .anyMatch(request -> Character.isLowerCase(request.request().codePointAt(0)));
    }

    private static List<ToolRequest> drawn(KindMix mix) {
        RequestWriter writer = RequestWriter.of(TOOLS, Surroundings.NONE, SEED).with(mix);
        return LongStream.range(0, DRAWS).mapToObj(writer::write).toList();
    }

    private static ToolDeclaration tool(String name, String properties, String required) {
        return ToolDeclaration.function(
                name,
                "",
                "{\"type\": \"object\", \"properties\": {%s}, \"required\": [%s]}"
                        .formatted(properties, required));
    }
}
