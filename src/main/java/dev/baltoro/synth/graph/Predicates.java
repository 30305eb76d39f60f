package dev.baltoro.synth.graph;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.words.Lexicon;
import java.util.List;
import java.util.Set;

/// Things that may be said of an entity.
///
/// @param text in the third person: `plays the cello`
/// @param key what one would search for: `cello`
record Predicates(String text, String key) {
    static final Lexicon WORDS = Lexicon.named("facts");

    private static final Set<String> PEOPLE =
            Set.of("person", "people", "human", "friend", "colleague", "customer", "employee");
    private static final Set<String> GROUPS =
            Set.of("organisation", "organization", "company", "group", "team", "club");
    private static final Set<String> PLACES = Set.of("room", "place", "building", "city");
    private static final Set<String> PETS = Set.of("pet", "animal");

    static boolean isPerson(String type) {
        return PEOPLE.contains(type);
    }

    /// {@return what may be said of something of this type}
    static Predicates of(String type, Draws draw) {
        String marked = WORDS.say("fact-" + rule(type), draw);
        int from = marked.indexOf('<');
        int to = marked.indexOf('>');
        String text = marked.replace("<", "").replace(">", "");
        return new Predicates(text, from < 0 ? text : marked.substring(from + 1, to));
    }

    /// {@return person, group, place, pet or thing}
    static String rule(String type) {
        if (isPerson(type)) {
            return "person";
        }
        return GROUPS.contains(type)
                ? "group"
                : PLACES.contains(type) ? "place" : PETS.contains(type) ? "pet" : "thing";
    }

    /// {@return the type of the entity or name that a slot is about}
    static String type(Situation situation, int index) {
        for (String key :
                List.of(
                        Situation.key("entity", index),
                        Situation.key("name", index),
                        "entity",
                        "name")) {
            Value value = situation.value(key).orElse(Value.of(""));
            List<Value.Said> type = value.forms().getOrDefault("type", List.of());
            if (!type.isEmpty()) {
                return type.getFirst().text();
            }
        }
        return "thing";
    }
}
