package dev.baltoro.train.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.data.read.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordNetTextTest {
    @Test
    void wordNetGivesDefinitions() {
        List<Document> documents = new WordNetText(3_000).documents().toList();
        assertThat(documents).hasSize(3_000);
        assertThat(documents)
                .allSatisfy(document ->
                        assertThat(document.text())
                                .matches(
                                        "(?s)([a-z][a-z' -]* \\((noun|verb|adjective|adverb)\\): |"
                                                + "The \\w+ \"[^\"]+\" means: |Question: What does the ).*\\."));
        assertThat(documents).extracting(Document::id).doesNotHaveDuplicates();
        assertThat(documents)
                .extracting(Document::text)
                .anyMatch(text -> text.contains("For example: \""))
                .anyMatch(text -> text.contains("It is a kind of "))
                .anyMatch(text -> text.contains("Synonyms: "));
    }

    @Test
    void glossesAreTakenApart() {
        var meaning =
                new Meaning(
                        0,
                        "v1",
                        "verb",
                        List.of("breathe", "respire"),
                        "(of animals) draw air into, and expel out of, the lungs; \"I can breathe better\"; \"it breathes\"",
                        "v2",
                        3);
        assertThat(meaning.definition()).isEqualTo("draw air into, and expel out of, the lungs");
        assertThat(meaning.examples()).containsExactly("I can breathe better", "it breathes");
        assertThat(DefinitionLayout.document(meaning, Map.of("v2", "move")).text())
                .endsWith(
                        "draw air into, and expel out of, the lungs. For example: \"I can breathe better\"."
                                + " Synonym: respire. It is a way to move.");
    }
}
