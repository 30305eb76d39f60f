package dev.baltoro.rl.gym.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.rl.gym.faithfulness.Fact.Relation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which answers a text supports.
class SupportedTest {
    private static final Fact CUP = new Fact("Mia", Relation.HAS, "cup");
    private static final Fact PARK = new Fact("Mia", Relation.IN, "park");
    private static final Fact TOM = new Fact("Ana", Relation.KNOWS, "Tom");
    private static final List<Fact> TEXT = List.of(CUP, PARK, TOM);

    @Test
    void answerWithSupportForEachSentenceWins() {
        Supported check = new Supported(TEXT, List.of(CUP), "cup", 1);
        for (String right :
                List.of(
                        "A cup.",
                        "Mia has a cup",
                        "Mia has the cup. She is in the park.",
                        "It is the cup.")) {
            assertThat(check.of(right).success()).as(right).isTrue();
        }
    }

    @Test
    void sentenceWithoutSupportLoses() {
        Supported check = new Supported(TEXT, List.of(CUP), "cup", 1);
        for (String wrong :
                List.of(
                        "A red cup.",
                        "Mia has a cup. She likes it.",
                        "Ana has a cup.",
                        "The cup has Mia.",
                        "Mia has a cup and a hat.",
                        "Mia is in the park. Mia has a cup.",
                        "Mia has a cup. Mia is in the park. Ana knows Tom.",
                        "Mia is in the park.",
                        "Mia has.",
                        "Not stated.",
                        "A cup. Not stated.",
                        "A cup, a hat or a bag.",
                        "Mia does not have a cup.",
                        "...")) {
            assertThat(check.of(wrong).success()).as(wrong).isFalse();
        }
        assertThat(check.of("Mia has a cup. She likes it.").partial())
                .isEqualTo(Map.of("supported", 0.5));
    }

    @Test
    void wheneverTheTextLacksItOnlySayingSoWins() {
        Supported check = new Supported(TEXT, List.of(), "", 0);
        for (String right :
                List.of(
                        "Not stated.",
                        "It is not stated",
                        "The text does not say.",
                        "I don't know.")) {
            assertThat(check.of(right).success()).as(right).isTrue();
        }
        for (String wrong : List.of("A hat.", "Not stated. A hat.", "Not a hat.", "Mia", "")) {
            assertThat(check.of(wrong).success()).as(wrong).isFalse();
        }
    }

    @Test
    void everythingAboutSomebodyIsAllOfItAndNoMore() {
        Supported check = new Supported(TEXT, List.of(CUP, PARK), "", 0);
        assertThat(check.of("Mia is in the park. She has a cup.").success()).isTrue();
        for (String wrong :
                List.of(
                        "Mia has a cup.",
                        "Mia has a cup. Mia has a cup.",
                        "Mia has a cup. Mia is in the park. Ana knows Tom.",
                        "Mia has a cup. Ana knows Tom.",
                        "Mia. Mia.")) {
            assertThat(check.of(wrong).success()).as(wrong).isFalse();
        }
    }
}
