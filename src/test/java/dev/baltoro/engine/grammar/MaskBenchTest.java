package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.baltoro.engine.grammar.regex.Patience;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.engine.grammar.schema.SchemaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How many real schemas compile, and whether their grammars agree with other validators. Prints
/// what is refused by keyword.
@Tag("slow")
class MaskBenchTest {
    private static final double COMPILED_MIN = 0.93;
    private static final long SEED = 5;
    private static final int DRAWS = 3;
    private static final int DRAWN_BYTES = 150;

    private final Map<String, List<String>> refused = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> narrower = new ArrayList<>();
    private int compiled;
    private int valid;
    private int invalid;
    private int drawn;
    private int unjudged;

    @Test
    void mostRealSchemasCompileAndNoneLetsThroughWhatIsInvalid() {
        List<MaskBench.Case> cases = MaskBench.cases();
        Random random = new Random(SEED);
        long slowest = 0;
        for (MaskBench.Case one : cases) {
            long start = System.nanoTime();
            String schema = one.schema().toString();
            try {
                Definition definition = Patience.limited(() -> SchemaReader.read(schema, false));
                long time = System.nanoTime() - start;
                if (time > 1e9) System.out.println("SLOW " + one.name() + " " + time / 1e9);
                slowest = Math.max(slowest, time);
                compiled++;
                check(one, schema, definition, random);
            } catch (SchemaException e) {
                String message = String.valueOf(e.getMessage());
                String place = message.substring(0, message.indexOf(": "));
                refused(place.substring(place.lastIndexOf('/') + 1), one, message);
            }
        }
        refused.forEach((keyword, places) -> {
            System.out.printf("%5d %s%n", places.size(), keyword);
            places.forEach(place -> System.out.println("      " + place));
        });
        narrower.forEach(line -> System.out.println("narrower: " + line));
        System.out.printf(
                "seed %d: %d of %d schemas compile (%.2f %%), the slowest in %.2f s. Of %d valid"
                        + " values %d are left out; %d invalid ones, %d drawn (%d schemas had no"
                        + " judge)%n",
                SEED,
                compiled,
                cases.size(),
                100.0 * compiled / cases.size(),
                slowest / 1e9,
                valid,
                narrower.size(),
                invalid,
                drawn,
                unjudged);
        assertThat(wrong).isEmpty();
        assertThat((double) compiled / cases.size()).isGreaterThan(COMPILED_MIN);
    }

    private void refused(String keyword, MaskBench.Case one, String message) {
        refused.computeIfAbsent(keyword, _ -> new ArrayList<>()).add(one.name() + " " + message);
    }

    private void check(MaskBench.Case one, String schema, Definition definition, Random random) {
        Schema judge;
        try {
            judge =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(
                                    Judge.withoutFormats(one.schema()).toString(),
                                    InputFormat.JSON);
            judge.validate("0", InputFormat.JSON);
        } catch (RuntimeException | StackOverflowError e) {
            unjudged++;
            return;
        }
        for (JsonNode test : one.tests()) {
            String json = test.path("data").toString();
            boolean accepted = ByteWalk.accepts(definition, json);
            if (test.path("valid").asBoolean()) {
                valid++;
                if (!accepted) {
                    narrower.add(one.name() + " " + json);
                }
            } else {
                invalid++;
                if (accepted) {
                    judge(one, judge, json);
                }
            }
        }
        for (int i = 0; i < DRAWS; i++) {
            drawn++;
            judge(one, judge, ByteWalk.draw(definition, random, random.nextInt(DRAWN_BYTES)));
        }
    }

    /// `format` is an annotation, so the benchmark's word alone does not make a value invalid.
    private void judge(MaskBench.Case one, Schema judge, String json) {
        List<String> errors;
        try {
            errors = judge.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
        } catch (RuntimeException | StackOverflowError e) {
            unjudged++;
            return;
        }
        if (!errors.isEmpty()) {
            wrong.add(one.name() + " " + json + " " + errors);
            System.out.println("WRONG " + wrong.getLast());
        }
    }
}
