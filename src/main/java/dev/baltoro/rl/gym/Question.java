package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Rubric;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/// An instance of a kind of question, before it is put into words.
public sealed interface Question {
    /// {@return everything that makes two instances the same task; see [Instances]}
    String key();

    /// {@return the ways to ask it}
    Phrasings phrasings();

    /// {@return what fills the phrasings' slots}
    Map<String, String> slots();

    /// One whose answer is checked by machine.
    ///
    /// @param solution writes a right answer, in words that vary with the chance that it is given
    record Checked(
            String key,
            Phrasings phrasings,
            Map<String, String> slots,
            Check check,
            Function<SplittableRandom, String> solution)
            implements Question {
        public Checked {
            slots = Map.copyOf(slots);
        }

        /// {@return a question whose right answers are sentences with the same slots}
        public static Checked of(
                String key,
                Phrasings phrasings,
                Map<String, String> slots,
                Check check,
                String... solutions) {
            Map<String, String> kept = Map.copyOf(slots);
            return new Checked(
                    key,
                    phrasings,
                    kept,
                    check,
                    random -> Phrasings.oneOf(random, kept, solutions));
        }
    }

    /// One whose answer a model judges.
    record Judged(String key, Phrasings phrasings, Map<String, String> slots, Rubric rubric)
            implements Question {
        public Judged {
            slots = Map.copyOf(slots);
        }
    }
}
