package dev.baltoro.synth.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PhrasebookReaderTest {
    private static final String FAMILY =
            """
            - family: head
              tool: "read"
              parameters: {path: "path", lines: "head"}
              arguments: {path: "{file}", lines: "{count}"}
              says: ["first {count} lines of {file}"]
            """;

    @Test
    void aFamilyIsReadAsItStands() {
        Family family = read(FAMILY).families().getFirst();
        assertThat(family.name()).isEqualTo("head");
        assertThat(family.arguments().keySet()).containsExactly("path", "lines");
        assertThat(family.says().all()).hasSize(1);
    }

    @Test
    void everyPhrasebookThatComesWithTheProductIsRight() {
        Phrasebook book = Phrasebook.standard();
        assertThat(book.families()).isNotEmpty();
        assertThat(book.talks()).isNotEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        FAMILY.replace("says:", "sayz:"),
                        List.of("book.yaml: family head", "`sayz`", "did you mean `says`?")),
                Arguments.of(
                        FAMILY.replace("{file}\"]", "{fil}\"]"),
                        List.of("family head", "no slot {fil}", "`file`")),
                Arguments.of(
                        FAMILY.replace("lines of {file}", "lines"),
                        List.of("family head", "does not always say {file}", "implied")),
                Arguments.of(
                        FAMILY.replace("first {count}", "first (ten|{count})"),
                        List.of("does not always say {count}")),
                Arguments.of(
                        FAMILY.replace("first {count}", "(first {count}"),
                        List.of("`(` is never closed")),
                Arguments.of(
                        FAMILY.replace("first ", "{@hello} first "), List.of("no phrase {@hello}")),
                Arguments.of(
                        FAMILY.replace("lines: \"{count}\"", "line: \"{count}\""),
                        List.of("arguments has `line`", "did you mean `lines`?")),
                Arguments.of(
                        FAMILY.replace("\"read\"", "\"rea(d\""), List.of("regular expression")),
                Arguments.of(FAMILY + FAMILY, List.of("family head", "occurs twice")),
                Arguments.of("- famly: x\n", List.of("book.yaml", "`family:`")),
                Arguments.of("family: x\n", List.of("book.yaml", "list")),
                Arguments.of("- family: [\n", List.of("book.yaml: line")),
                Arguments.of(
                        FAMILY
                                + "  lacks:\n    - slot: count\n      says: [\"{count} of {file}\"]\n"
                                + "      asks: [\"How many?\"]\n",
                        List.of("lacks {count} and says it")),
                Arguments.of(
                        "- unsaid: fil\n  says: [\"it\"]\n  asks: [\"Which?\"]\n",
                        List.of("unsaid fil", "no slot {fil}", "`file`")),
                Arguments.of(
                        "- unsaid: file\n  says: [\"{file}\"]\n  asks: [\"Which?\"]\n",
                        List.of("unsaid file", "lacks {file} and says it")),
                Arguments.of(
                        "- asking: move\n  tool: \"move\"\n  says: [\"move it\"]\n",
                        List.of("asking move", "has no asks")),
                Arguments.of(
                        "- asking: move\n  says: [\"move it\"]\n  asks: [\"Where to?\"]\n",
                        List.of("asking move", "needs `tool:")),
                Arguments.of(
                        FAMILY + "  carries: [txt]\n- gives: text\n  families: head\n",
                        List.of("family head", "nothing gives `txt`", "`text`")),
                Arguments.of(
                        FAMILY + "  carries: [text]\n- gives: text\n  as: fil\n  families: head\n",
                        List.of("family head", "{fil}", "`file`")),
                Arguments.of(
                        "- gives: text\n  families: \"he(ad\"\n",
                        List.of("gives text", "regular expression")),
                Arguments.of(
                        FAMILY.replace("{file}\"", "{given}\""),
                        List.of("family head", "{given} and it carries nothing")),
                Arguments.of(
                        "- talk: bye\n  says: [\"bye\"]\n", List.of("talk bye", "no replies")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatIsWrongIsSaidInOneLineWithFileAndEntry(String text, List<String> said) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(error -> {
                    assertThat(error.getMessage()).contains(said);
                    assertThat(error.getMessage()).doesNotContain("\n");
                });
    }

    private static Phrasebook read(String text) {
        return PhrasebookReader.read(Map.of("book.yaml", text));
    }
}
