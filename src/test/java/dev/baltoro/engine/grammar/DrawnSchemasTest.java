package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.grammar.regex.Patience;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.engine.grammar.schema.SchemaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Random schemas, each against another validator: what a grammar lets through is valid, and of a
/// plain schema it lets through all that is valid. `-Dschemas=20000` draws more schemas,
/// `-Dschemas.seed` others.
class DrawnSchemasTest {
    private static final long SEED = Long.getLong("schemas.seed", 23);
    private static final int SCHEMAS = Integer.getInteger("schemas", 250);
    private static final int DRAWS = 4;
    private static final int DRAWN_BYTES = 120;
    private static final int GUESSES = 12;

    private final Map<String, Integer> refused = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int compiled;
    private int impossible;
    private int valid;
    private int invalid;

    /// What a grammar and another validator say of one value.
    private enum Verdict {
        AGREED,
        ONLY_THE_GRAMMAR,
        ONLY_THE_JUDGE
    }

    @Test
    void grammarsHoldWhatAnotherValidatorHolds() {
        for (int i = 0; i < SCHEMAS; i++) {
            // Each has a seed of its own, so that one is repeated by -Dschemas=1.
            check(SEED + i);
        }
        System.out.printf(
                "seed %d: %d of %d schemas compile, %d have no value; %d values valid, %d not;"
                        + " refused: %s%n",
                SEED, compiled, SCHEMAS, impossible, valid, invalid, refused);
        assertThat(wrong).isEmpty();
        assertThat(compiled).isGreaterThan(SCHEMAS / 2);
        assertThat(valid).isGreaterThan(SCHEMAS);
        assertThat(invalid).isGreaterThan(SCHEMAS);
    }

    private void check(long seed) {
        Random random = new Random(seed);
        boolean plain = random.nextBoolean();
        JsonNode schema = RandomSchema.draw(random, plain);
        RandomInstance instances = new RandomInstance(random, schema);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            values.add(json(instances.guess()));
        }
        Optional<Definition> grammar;
        try {
            grammar = read(schema);
        } catch (SchemaException e) {
            String place = String.valueOf(e.getMessage());
            place = place.substring(0, place.indexOf(": "));
            refused.merge(place.substring(place.lastIndexOf('/') + 1), 1, Integer::sum);
            return;
        }
        if (grammar.isPresent()) {
            compiled++;
            try {
                for (int i = 0; i < DRAWS; i++) {
                    String drawn =
                            ByteWalk.draw(grammar.get(), random, random.nextInt(DRAWN_BYTES));
                    values.add(drawn);
                    values.add(json(instances.changed(SchemaReader.parse(drawn))));
                    values.add(json(instances.changed(SchemaReader.parse(drawn))));
                }
            } catch (AssertionError e) {
                JsonNode small = SmallerSchema.of(schema, DrawnSchemasTest::isStuck);
                wrong.add("%s, -Dschemas.seed=%d: %s".formatted(e.getMessage(), seed, small));
            }
        } else {
            impossible++;
        }
        compare(seed, plain, schema, grammar, values);
    }

    private void compare(
            long seed,
            boolean plain,
            JsonNode schema,
            Optional<Definition> grammar,
            List<String> values) {
        Judge judge = judge(schema);
        for (String json : values) {
            if (judge.errors(json).isEmpty()) {
                valid++;
            } else {
                invalid++;
            }
            Verdict verdict = verdict(grammar, judge, json);
            if (verdict == Verdict.ONLY_THE_GRAMMAR || verdict == Verdict.ONLY_THE_JUDGE && plain) {
                JsonNode small = SmallerSchema.of(schema, less -> is(verdict, less, json));
                wrong.add(
                        "%s, -Dschemas.seed=%d: %s under %s".formatted(verdict, seed, json, small));
            }
        }
    }

    private static String json(JsonNode value) {
        return RandomInstance.sorted(value).toString();
    }

    private static Verdict verdict(Optional<Definition> grammar, Judge judge, String json) {
        boolean accepted = grammar.map(one -> ByteWalk.accepts(one, json)).orElse(false);
        return accepted == judge.errors(json).isEmpty()
                ? Verdict.AGREED
                : accepted ? Verdict.ONLY_THE_GRAMMAR : Verdict.ONLY_THE_JUDGE;
    }

    private static boolean is(Verdict verdict, JsonNode schema, String json) {
        try {
            return verdict(read(schema), judge(schema), json) == verdict;
        } catch (RuntimeException e) {
            return false; // what is left is no schema
        }
    }

    private static boolean isStuck(JsonNode schema) {
        Random random = new Random(SEED);
        try {
            Optional<Definition> grammar = read(schema);
            for (int i = 0; grammar.isPresent() && i < DRAWS * 10; i++) {
                ByteWalk.draw(grammar.get(), random, random.nextInt(DRAWN_BYTES));
            }
            return false;
        } catch (AssertionError e) {
            return true;
        } catch (RuntimeException e) {
            return false; // what is left is no schema
        }
    }

    /// {@return the values of a schema, empty if it has none}
    ///
    /// @throws SchemaException if it is refused for another reason
    private static Optional<Definition> read(JsonNode schema) {
        try {
            return Optional.of(Patience.limited(() -> SchemaReader.read(schema.toString(), false)));
        } catch (SchemaException e) {
            if (String.valueOf(e.getMessage()).contains("no JSON value")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Judge judge(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        removeNulls(copy);
        return new Judge(copy.toString());
    }

    /// Keywords that are null are absent here, and unknown to others.
    private static void removeNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().stream()
                    .filter(name -> object.path(name).isNull() && !name.equals("const"))
                    .toList()
                    .forEach(object::remove);
        }
        node.forEach(DrawnSchemasTest::removeNulls);
    }
}
