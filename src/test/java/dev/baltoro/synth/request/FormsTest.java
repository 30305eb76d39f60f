package dev.baltoro.synth.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Inventions;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormsTest {
    private static final List<String> DRAWN_FIRST =
            List.of("file", "folder", "entity", "name", "observation", "link", "old");

    /// A form that no value has would only be found when the pattern is drawn.
    @Test
    void everyFormThatAPatternNamesExists() {
        Phrasebook book = Phrasebook.standard();
        Set<Pattern.Hole> holes = new LinkedHashSet<>();
        List<Saying> says = new ArrayList<>();
        for (Family family : book.families()) {
            says.addAll(family.says().all());
            family.lacks().forEach(lack -> says.addAll(lack.says().all()));
            family.lacks().forEach(lack -> says.addAll(lack.asks()));
            holes.addAll(Templates.holes(family.templates()));
        }
        book.talks().forEach(talk -> says.addAll(talk.says().all()));
        says.forEach(saying -> holes.addAll(saying.pattern().holes()));
        Draws draws = new Draws(1);
        Situation situation =
                new Situation(
                        draws,
                        Inventions.folders(draws).with(Inventions.entities(draws)),
                        SpokenLanguage.ENGLISH,
                        false);
        DRAWN_FIRST.forEach(name -> situation.value(name, 1, Slots::named));
        for (Pattern.Hole hole : holes) {
            if (!hole.form().isEmpty()) {
                Value value = situation.value(hole.slot(), hole.index(), Slots::named);
                assertThat(value.forms()).as(hole.toString()).containsKey(hole.form());
            }
        }
    }
}
