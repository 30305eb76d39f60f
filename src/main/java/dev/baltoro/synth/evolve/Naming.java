package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.Description;
import dev.baltoro.synth.tool.House;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Names and descriptions of children.
///
/// @param where the application that the child belongs to
record Naming(SplittableRandom random, String where) {
    private static final int WORDS_MAX = 8;

    /// {@return a child with a name and a description of its own; empty if its name would be too
    /// long or two of its parameters would be called the same}
    Optional<Offspring> child(Blueprint bare, List<String> words, String detail) {
        List<String> kept = new ArrayList<>(words);
        kept.removeIf(String::isBlank);
        long parts = kept.stream().flatMap(word -> List.of(word.split(" ", -1)).stream()).count();
        long inputs = bare.inputs().stream().map(bare::written).distinct().count();
        if (parts > WORDS_MAX || inputs < bare.inputs().size() || kept.isEmpty()) {
            return Optional.empty();
        }
        Blueprint described =
                bare.named(kept, Description.of(bare, where, random.nextInt(House.VOICES)));
        return Optional.of(new Offspring(described, detail));
    }

    /// {@return a verb of the child's action, and the rest of its name}
    List<String> words(Blueprint bare, String before, String after) {
        List<String> verbs = bare.action().verbs();
        String verb = verbs.get(random.nextInt(Math.min(3, verbs.size())));
        String noun = bare.action().isOfMany() ? bare.table().plural() : bare.table().noun();
        return List.of(verb, before, noun, after);
    }

    <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
