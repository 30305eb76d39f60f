package dev.baltoro.rl.gym.reading;

import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.QuestionGym;
import java.util.List;

/// Reasoning over short texts: who has what, where somebody is, who came first, how many.
///
/// A text is made of facts in a random order. At difficulty 1 there are 3 facts, then 4, 6 and 9.
/// An answer names exactly one person, thing or place. Chance: a guess among those in the text is
/// right in 1 of 3 at difficulty 1 and in 1 of 9 at difficulty 4.
public final class ReadingComprehension {
    private static final int[] FACTS = {3, 4, 6, 9};

    private ReadingComprehension() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "reading",
                "reading",
                "answer a question about a short text",
                "Answer.",
                FACTS.length,
                List.of(WhoHas.kind(), WhereIs.kind(), WhoWas.kind(), HowMany.kind()),
                List.of(GivenAway.kind()));
    }

    /// {@return how many facts a text has}
    static int facts(int difficulty) {
        return FACTS[difficulty - 1];
    }
}
