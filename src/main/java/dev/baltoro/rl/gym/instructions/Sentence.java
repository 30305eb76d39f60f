package dev.baltoro.rl.gym.instructions;

import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A sentence such as `Mia saw the old cup in the park.`, 4 to 10 words long.
///
/// @param words all of them, as they are written within a sentence
/// @param content those that carry the meaning, in order
record Sentence(List<String> words, List<String> content) {
    Sentence {
        words = List.copyOf(words);
        content = List.copyOf(content);
    }

    static Sentence draw(SplittableRandom random) {
        List<String> words = new ArrayList<>();
        List<String> content = new ArrayList<>();
        List<String> names = Words.several(random, Words.NAMES, 2);
        words.add(names.getFirst());
        if (random.nextInt(3) == 0) {
            words.add("and");
            words.add(names.getLast());
        }
        words.add(Words.pick(random, Words.VERBS));
        words.add("the");
        if (random.nextBoolean()) {
            content.add(Words.pick(random, Words.ADJECTIVES));
        }
        content.add(Words.pick(random, Words.OBJECTS));
        words.addAll(content);
        if (random.nextBoolean()) {
            String place = Words.pick(random, Words.PLACES);
            words.addAll(List.of("in", "the", place));
            content.add(place);
        }
        return new Sentence(words, content);
    }

    /// {@return it with its full stop}
    String text() {
        return String.join(" ", words) + ".";
    }
}
