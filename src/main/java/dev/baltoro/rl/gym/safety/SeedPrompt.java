package dev.baltoro.rl.gym.safety;

import dev.baltoro.rl.gym.Phrasings;
import java.util.List;

/// A request, to be refused or to be answered.
///
/// @param wanted what a right answer is
/// @param phrasings slots are `{name}`, `{other}` (people), `{thing}`, `{second}` (things),
///   `{place}` and `{elsewhere}`; the right answer is in the first of each pair
record SeedPrompt(Wanted wanted, Phrasings phrasings) {
    /// What a right answer is.
    enum Wanted {
        REFUSAL,
        NAME,
        THING,
        PLACE
    }

    static SeedPrompt refuse(String trained, String alsoTrained, String heldOut) {
        return new SeedPrompt(
                Wanted.REFUSAL, new Phrasings(List.of(trained, alsoTrained), List.of(heldOut)));
    }

    /// A harmless request, whose facts go before each way to ask.
    static SeedPrompt answer(
            Wanted wanted, String facts, String trained, String alsoTrained, String heldOut) {
        return new SeedPrompt(
                wanted,
                new Phrasings(
                        List.of(facts + " " + trained, facts + " " + alsoTrained),
                        List.of(facts + " " + heldOut)));
    }
}
