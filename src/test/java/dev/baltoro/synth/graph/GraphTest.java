package dev.baltoro.synth.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Inventions;
import dev.baltoro.synth.value.Need;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.synth.value.Surroundings.Entity;
import dev.baltoro.synth.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {
    private static final int DRAWS = 400;

    private static Situation situation(long seed) {
        Draws draws = new Draws(seed);
        Surroundings around = Inventions.entities(draws);
        Situation situation = new Situation(draws, around, SpokenLanguage.ENGLISH, false);
        Entity entity = draws.pick(around.entities());
        situation.put("entity", Value.of(entity.name()).form("type", entity.type()));
        situation.put(
                "observation",
                Value.of(entity.facts().isEmpty() ? "Lives in Visby" : entity.facts().getFirst()));
        return situation;
    }

    @Test
    void aValueIsAPureFunctionOfItsSeed() {
        Graph.slots()
                .forEach((name, slot) -> {
                    for (long seed = 0; seed < DRAWS; seed++) {
                        Value value = slot.draw(situation(seed), 1);
                        assertThat(value.said().getFirst().text())
                                .as("%s, seed %d", name, seed)
                                .isNotEmpty()
                                .doesNotContain("<")
                                .doesNotContain(">");
                        assertThat(slot.draw(situation(seed), 1)).isEqualTo(value);
                    }
                });
    }

    /// News are noted in the words in which they were told, so that they can be copied.
    @Test
    void newsIsNotedAsItIsSaid() {
        for (long seed = 0; seed < DRAWS; seed++) {
            Value news = News.draw(situation(seed), 1);
            assertThat(news.plain()).isEqualTo(news.said().getFirst().text());
        }
    }

    @Test
    void aChangeDiffersFromWhatItCorrects() {
        for (long seed = 0; seed < DRAWS; seed++) {
            Situation situation = situation(seed);
            Value change = Changes.draw(situation, 1);
            assertThat(change.plain())
                    .as("seed %d", seed)
                    .isNotEqualTo(situation.value("observation").orElseThrow().plain());
            assertThat(change.forms().getOrDefault("old", List.of()))
                    .allMatch(said -> said.needs().startsWith(Need.FACTS))
                    .isNotEmpty();
        }
    }

    @Test
    void whatIsSearchedForStandsInTheQuestion() {
        for (long seed = 0; seed < DRAWS; seed++) {
            Value question = Questions.draw(situation(seed), 1);
            assertThat(question.said().getFirst().text())
                    .as("seed %d", seed)
                    .contains(question.plain());
        }
    }

    @Test
    void relationsAreNamedWithoutTheVerbToBe() {
        assertThat(List.of("is a member of", "was born in", "works at", "is the sister of"))
                .map(Ties::code)
                .containsExactly("member_of", "born_in", "works_at", "sister_of");
    }
}
