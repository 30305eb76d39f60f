package dev.baltoro.rl.gym.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Compliance, and what only looks like it.
class InstructionsTest {
    private static final Sentence SENTENCE =
            new Sentence(List.of("Mia", "saw", "the", "old", "cup"), List.of("old", "cup"));

    @Test
    void sentenceThatMeetsTheDemandsWins() {
        SplittableRandom random = new SplittableRandom(3);
        var check =
                new Instructions.Demanded(
                        "Mia",
                        List.of(
                                Demand.keyword(SENTENCE, random),
                                Demand.length(SENTENCE, random),
                                Demand.order(SENTENCE, random)));
        assertThat(check.of("Mia saw the old cup.").success()).isTrue();
        assertThat(check.of("Mia has an old cup").success()).isTrue();
        assertThat(check.of("Mia saw the old cup again.").success()).isFalse();
        assertThat(check.of("The old cup saw Mia.").success()).isFalse();
    }

    @Test
    void claimsEchoesListsAndSaladLose() {
        var check =
                new Instructions.Demanded(
                        "Mia", List.of(Demand.keyword(SENTENCE, new SplittableRandom(5))));
        for (String wrong :
                List.of(
                        "This sentence about Mia has the words old and cup.",
                        "I used old and cup as asked, Mia.",
                        "Mia old cup: all demands are met.",
                        "Mia, here is what you asked for, old cup.",
                        "Write a sentence about Mia. Use the word cup. Use the word old.",
                        "Mia\nold\ncup",
                        "Mia saw it. The cup was old.",
                        "cup cup old",
                        "Mia the old cup",
                        "Tom saw the old cup.",
                        "Mia Mia Mia",
                        "")) {
            assertThat(check.of(wrong).success()).as(wrong).isFalse();
        }
    }

    @Test
    void casingCountsForTheWholeAnswer() {
        for (int seed = 0; seed < 10; seed++) {
            Demand casing = Demand.casing(SENTENCE, new SplittableRandom(seed));
            var check = new Instructions.Demanded("Mia", List.of(casing));
            boolean upper = check.of("MIA SAW THE CUP.").success();
            boolean lower = check.of("mia saw the cup.").success();
            assertThat(upper).as("seed %d", seed).isNotEqualTo(lower);
            assertThat(check.of("Mia saw the CUP.").success()).isFalse();
        }
    }

    @Test
    void jsonIsTheWholeAnswer() {
        ObjectNode expected = JsonMapper.shared().createObjectNode();
        expected.put("name", "Mia").put("count", 3).put("thing", "cup");
        var check = new JsonFacts.SameJson(expected);
        String right = "{\"count\": 3, \"name\": \"Mia\", \"thing\": \"cups\"}";
        assertThat(check.of(right).success()).isTrue();
        for (String wrong :
                List.of(
                        right + " " + right,
                        "Here it is: " + right,
                        "[" + right + "]",
                        right.replace("3", "\"3\""),
                        right.replace("3", "4"),
                        "{\"count\": 3, \"name\": \"Mia\"}",
                        right.replace("{", "{\"color\": \"red\", "),
                        "{",
                        "null")) {
            assertThat(check.of(wrong).success()).as(wrong).isFalse();
        }
    }

    @Test
    void listIsTheLinesAndNothingElse() {
        var check = new OrderedList.SameLines(List.of("- cup", "- pen"));
        assertThat(check.of("- cup\n- pen\n").success()).isTrue();
        for (String wrong :
                List.of(
                        "- pen\n- cup",
                        "cup\npen",
                        "- cup\n- pen\n- hat",
                        "- cup - pen",
                        "- cup")) {
            assertThat(check.of(wrong).success()).as(wrong).isFalse();
        }
    }
}
