package dev.baltoro.rl.gym.instructions;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.Words;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A fact to be written as a JSON object with given keys. The whole answer is the object.
final class JsonFacts {
    private static final List<String> KEYS = List.of("name", "thing", "count", "place", "color");
    private static final Phrasings PHRASINGS =
            new Phrasings(
                    List.of(
                            "{fact} Write JSON with {keys}.",
                            "{fact} JSON with the keys {keys}.",
                            "{fact} As JSON, keys {keys}."),
                    List.of("Turn this into JSON with the keys {keys}: {fact}"));

    private JsonFacts() {}

    static Question draw(SplittableRandom random, int difficulty) {
        int count = random.nextInt(2, 10);
        String name = Words.pick(random, Words.NAMES);
        String thing = Words.pick(random, Words.OBJECTS);
        String place = Words.pick(random, Words.PLACES);
        String color = Words.pick(random, Words.COLORS);
        ObjectNode all = JsonMapper.shared().createObjectNode();
        all.put("name", name).put("thing", thing).put("count", count);
        all.put("place", place).put("color", color);
        List<String> keys = Words.several(random, KEYS, difficulty + 1);
        ObjectNode expected = JsonMapper.shared().createObjectNode();
        keys.forEach(key -> expected.set(key, all.get(key)));
        String fact =
                "%s has %d %s %s in the %s.".formatted(name, count, color, thing + "s", place);
        return Question.Checked.of(
                fact + keys.stream().sorted().toList(),
                PHRASINGS,
                Map.of("fact", fact, "keys", String.join(", ", keys), "json", expected.toString()),
                new SameJson(expected),
                "{json}");
    }

    /// Whether an answer is this JSON object and nothing else. Partial credit `format`: it is a
    /// JSON object; a thing may be in the plural, as the fact has it.
    record SameJson(ObjectNode expected) implements Check {
        @Override
        public Verdict of(String answer) {
            try {
                JsonNode said = JsonMapper.shared().readTree(answer);
                boolean right = said.equals(expected) || said.equals(plural());
                return Verdict.of(right, right ? "right" : "other keys or values")
                        .with(Map.of("format", said.isObject() ? 1.0 : 0.0));
            } catch (JacksonException e) {
                return Verdict.of(false, "it is not JSON").with(Map.of("format", 0.0));
            }
        }

        private ObjectNode plural() {
            ObjectNode plural = expected.deepCopy();
            if (plural.has("thing")) {
                plural.put("thing", expected.get("thing").asString() + "s");
            }
            return plural;
        }
    }
}
