package dev.baltoro.rl.gym;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The small closed vocabulary that tasks are made of, so that even a tiny model meets each word
/// often.
///
/// All are plain words, and every noun makes its plural with an `s`.
public final class Words {
    /// First names, 64 of them.
    public static final List<String> NAMES =
            List.of(
                    "Ada", "Alex", "Ana", "Anton", "Bella", "Ben", "Carla", "Carlos", "Chen",
                    "Clara", "Dan", "Dora", "Elena", "Eli", "Emma", "Eva", "Felix", "Finn", "Fred",
                    "Greta", "Gus", "Hana", "Hugo", "Ida", "Igor", "Ivan", "Jack", "Jana", "Jim",
                    "Julia", "Karl", "Kate", "Kim", "Lara", "Leo", "Lily", "Lucas", "Lucy", "Maria",
                    "Max", "Mia", "Milo", "Nora", "Olga", "Omar", "Oscar", "Paul", "Peter", "Rita",
                    "Rosa", "Ruth", "Sam", "Sara", "Sofia", "Tara", "Tim", "Tom", "Uma", "Vera",
                    "Victor", "Walter", "Yara", "Zara", "Zoe");

    /// Things that one may have or count, 64 of them, each with its plural by an `s`.
    public static final List<String> OBJECTS =
            List.of(
                    "apple", "bag", "ball", "banana", "basket", "bell", "bike", "blanket", "boat",
                    "book", "bottle", "bowl", "broom", "button", "cake", "camera", "candle", "cap",
                    "card", "carpet", "carrot", "chair", "clock", "coat", "coin", "cookie", "cup",
                    "doll", "drum", "egg", "flag", "flower", "fork", "guitar", "hammer", "hat",
                    "jar", "kettle", "key", "kite", "ladder", "lamp", "lemon", "letter", "map",
                    "mirror", "nail", "orange", "pan", "pen", "pencil", "phone", "pillow", "plate",
                    "ring", "rope", "sock", "shirt", "spoon", "stamp", "stone", "table", "ticket",
                    "towel");

    /// Places that one may be in, 32 of them.
    public static final List<String> PLACES =
            List.of(
                    "attic",
                    "bakery",
                    "bank",
                    "barn",
                    "bathroom",
                    "bedroom",
                    "cafe",
                    "castle",
                    "cellar",
                    "church",
                    "cinema",
                    "field",
                    "forest",
                    "garage",
                    "garden",
                    "gym",
                    "hall",
                    "harbor",
                    "hospital",
                    "hotel",
                    "kitchen",
                    "library",
                    "market",
                    "museum",
                    "office",
                    "park",
                    "school",
                    "shed",
                    "shop",
                    "station",
                    "tower",
                    "village");

    /// Colors, 16 of them.
    public static final List<String> COLORS =
            List.of(
                    "black", "blue", "brown", "cyan", "gold", "gray", "green", "lilac", "olive",
                    "pink", "purple", "red", "silver", "violet", "white", "yellow");

    /// What things may be like, 32 of them; any of them goes with any thing.
    public static final List<String> ADJECTIVES =
            List.of(
                    "big", "bright", "broken", "calm", "cheap", "clean", "cold", "dark", "dry",
                    "empty", "fast", "fresh", "full", "heavy", "hot", "kind", "large", "light",
                    "long", "loud", "new", "old", "quiet", "round", "sharp", "short", "slow",
                    "small", "soft", "strong", "sweet", "warm");

    /// What one may do with a thing, in the past tense, 32 of them.
    public static final List<String> VERBS =
            List.of(
                    "borrowed",
                    "bought",
                    "brought",
                    "carried",
                    "cleaned",
                    "counted",
                    "drew",
                    "dropped",
                    "fixed",
                    "found",
                    "held",
                    "hid",
                    "kept",
                    "lifted",
                    "liked",
                    "lost",
                    "made",
                    "moved",
                    "needed",
                    "opened",
                    "packed",
                    "painted",
                    "picked",
                    "pulled",
                    "pushed",
                    "saw",
                    "sold",
                    "threw",
                    "took",
                    "used",
                    "wanted",
                    "washed");

    private Words() {}

    /// {@return one of a list}
    public static <T> T pick(SplittableRandom random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /// {@return several of a list in a random order, none twice}
    ///
    /// @throws IllegalArgumentException if the list is shorter
    public static <T> List<T> several(SplittableRandom random, List<T> list, int count) {
        if (count > list.size()) {
            throw new IllegalArgumentException("%d of %d".formatted(count, list.size()));
        }
        List<T> left = new ArrayList<>(list);
        List<T> taken = new ArrayList<>(count);
        while (taken.size() < count) {
            int at = random.nextInt(left.size());
            taken.add(left.get(at));
            left.set(at, left.getLast());
            left.removeLast();
        }
        return List.copyOf(taken);
    }

    /// {@return a word with its article, such as `an apple`}
    public static String a(String word) {
        return ("aeiou".indexOf(word.charAt(0)) < 0 ? "a " : "an ") + word;
    }

    /// {@return a number of things, such as `1 cup` or `3 cups`}
    public static String count(int number, String object) {
        return number + " " + object + (number == 1 ? "" : "s");
    }
}
