package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamedThingsTest {
    private static List<String> names(NamedThings.Told... told) {
        return NamedThings.of(List.of(told)).stream().map(NamedThing::name).toList();
    }

    private static List<String> facts(String text) {
        return names(new NamedThings.Told(Word.Part.FACTS, text));
    }

    @Test
    void filesAreFoundInSentencesAndListsWithTheirFolders() {
        assertThat(
                        facts(
                                "logs/ holds a.log and b.log, notes/c.md is apart. Top: my plan.txt, d.csv."))
                .contains("logs/a.log", "logs/b.log", "notes/c.md", "my plan.txt", "d.csv");
        assertThat(facts("It costs 2.40 a day, see https://example.org/x.html or ada@example.org"))
                .noneMatch(name -> name.contains("2.40") || name.contains("ada"));
    }

    @Test
    void aFolderWithASpaceIsWholeAndPathsInItToo() {
        assertThat(facts("Allowed: /mnt/old boats. Pictures: /mnt/old boats/pier.png, others."))
                .contains("/mnt/old boats", "/mnt/old boats/pier.png");
        assertThat(facts("You work in /srv/mill only.")).containsExactly("/srv/mill");
    }

    @Test
    void whatCallsGaveBackIsKnown() {
        Stream<NamedThings.Told> told =
                Stream.of(
                        new NamedThings.Told(Word.Part.CALL, "{\"path\":\"/srv/mill\"}"),
                        new NamedThings.Told(Word.Part.RESULT, "[DIR] old\n[FILE] two words.md"));
        assertThat(names(told.toArray(NamedThings.Told[]::new)))
                .containsExactly("/srv/mill/two words.md");
        assertThat(
                        names(
                                new NamedThings.Told(
                                        Word.Part.RESULT,
                                        "{\"entities\":[{\"name\":\"Mira Holt\",\"entityType\":\"person\"}]}")))
                .containsExactly("Mira Holt");
    }

    @Test
    void entriesAreFoundWithWhatTheyAre() {
        assertThat(
                        NamedThings.of(
                                List.of(
                                        new NamedThings.Told(
                                                Word.Part.FACTS,
                                                "Persons: Mira Holt, Tom Roth. Known: Chess Barn (venue)"))))
                .extracting(NamedThing::name, NamedThing::sort)
                .contains(
                        tuple("Mira Holt", NamedThing.Sort.PERSON),
                        tuple("Tom Roth", NamedThing.Sort.PERSON),
                        tuple("Chess Barn", NamedThing.Sort.ENTITY));
    }

    /// The first text took hours, when the folder of each file was looked for from the beginning.
    @Test
    void repetitionsWithoutEndAreReadInNoTime() {
        assertThat(facts("x/: a.b ".repeat(10_000))).isNotEmpty();
        assertThat(facts("," + " ".repeat(20_000) + "x")).isEmpty();
        assertThat(facts("\n".repeat(20_000))).isEmpty();
    }
}
