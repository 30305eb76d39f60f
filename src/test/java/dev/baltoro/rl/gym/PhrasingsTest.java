package dev.baltoro.rl.gym;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.Outcome;
import dev.baltoro.agent.sandbox.Program;
import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.gym.standard.Gyms;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// In how many ways the gyms ask, told from the prompts of drawn tasks.
class PhrasingsTest {
    private static final long SEED = 20261129;

    /// For each kind of a split: the rarest, which only the largest of three difficulties has, are
    /// still drawn a dozen times.
    private static final int TASKS = 60;

    private static final String PACKAGE = "dev.baltoro.rl.gym";
    private static final Pattern SLOT = Pattern.compile("\\{[a-z]+}");

    /// Safety's last difficulty writes half of a prompt in base64.
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/]{24,}={0,2}");

    /// Every way to say something that the gyms have, the most particular first.
    private static final List<Wording> WORDINGS = wordings();

    static Stream<Gym> gyms() {
        return Gyms.standard(new NoSandbox()).all().stream();
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void everyKindIsTrainedInThreePhrasingsOrMoreAndHeldOutInOneOrMoreOthers(Gym gym) {
        Map<String, Set<Wording>> trained = drawn(gym, Split.TRAIN);
        Map<String, Set<Wording>> newInstances = drawn(gym, Split.NEW_INSTANCES);
        Map<String, Set<Wording>> heldOut = drawn(gym, Split.NEW_PHRASINGS);
        assertThat(trained).containsOnlyKeys(gym.kinds(Split.TRAIN));
        assertThat(heldOut).containsOnlyKeys(gym.kinds(Split.NEW_PHRASINGS));
        trained.forEach((kind, ways) -> assertThat(ways).as(kind).hasSizeGreaterThanOrEqualTo(3));
        heldOut.forEach((kind, ways) ->
                assertThat(ways).as(kind).isNotEmpty().doesNotContainAnyElementsOf(all(trained)));
        assertThat(all(newInstances)).doesNotContainAnyElementsOf(all(heldOut));
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void kindsThatAreNeverTrainedAreAskedInTwoPhrasingsOrMore(Gym gym) {
        Map<String, Set<Wording>> drawn = drawn(gym, Split.NEW_KIND);
        assertThat(drawn).containsOnlyKeys(gym.kinds(Split.NEW_KIND));
        drawn.forEach((kind, ways) -> assertThat(ways).as(kind).hasSizeGreaterThanOrEqualTo(2));
    }

    /// {@return the phrasings of each kind in tasks of a split, the difficulties in turn}
    private static Map<String, Set<Wording>> drawn(Gym gym, Split split) {
        Map<String, Set<Wording>> ways = new HashMap<>();
        for (long index = 0; index < TASKS * gym.kinds(split).size(); index++) {
            int difficulty = 1 + (int) (index % gym.difficultyMax());
            Task task = gym.task(new TaskId(gym.name(), split, SEED, index, difficulty));
            String prompt = task.world().reset().getLast().content();
            if (!ENCODED.matcher(prompt).find()) {
                ways.computeIfAbsent(task.kind(), _ -> new HashSet<>()).add(wording(prompt));
            }
        }
        return ways;
    }

    private static Wording wording(String prompt) {
        Optional<Wording> found =
                WORDINGS.stream().filter(wording -> wording.isIn(prompt)).findFirst();
        assertThat(found).as("none of the gyms' phrasings: %s", prompt).isPresent();
        return found.orElseThrow();
    }

    private static Set<Wording> all(Map<String, Set<Wording>> ways) {
        Set<Wording> all = new HashSet<>();
        ways.values().forEach(all::addAll);
        return all;
    }

    /// A phrasing without its slots.
    ///
    /// @param literals what stands before, between and behind them
    private record Wording(List<String> literals) {
        static Wording of(String phrasing) {
            return new Wording(List.of(SLOT.split(phrasing, -1)));
        }

        int length() {
            return literals.stream().mapToInt(String::length).sum();
        }

        boolean isIn(String prompt) {
            int from = 0;
            for (String literal : literals) {
                int at = prompt.indexOf(literal, from);
                if (at < 0) {
                    return false;
                }
                from = at + literal.length();
            }
            return true;
        }
    }

    /// {@return those that static fields of the gyms' classes lead to}
    private static List<Wording> wordings() {
        Set<Phrasings> all = new HashSet<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(PACKAGE)) {
            fields(type.reflect(), true).forEach(field -> collect(value(field, type), seen, all));
        }
        return all.stream()
                .flatMap(one -> Stream.concat(one.trained().stream(), one.heldOut().stream()))
                .map(Wording::of)
                .distinct()
                .sorted(Comparator.comparingInt(Wording::length).reversed())
                .toList();
    }

    private static void collect(Object value, Set<Object> seen, Set<Phrasings> into) {
        if (!seen.add(value)) {
            return;
        }
        if (value instanceof Phrasings phrasings) {
            into.add(phrasings);
        } else if (value instanceof Iterable<?> values) {
            values.forEach(one -> collect(one, seen, into));
        } else if (value.getClass().getPackageName().startsWith(PACKAGE)
                && !value.getClass().isHidden()) { // a lambda holds no phrasings
            fields(value.getClass(), false)
                    .forEach(field -> collect(value(field, value), seen, into));
        }
    }

    private static Stream<Field> fields(Class<?> type, boolean statics) {
        return Stream.of(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) == statics);
    }

    private static Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /// Promises to run programs, so that there is a gym for each language, and runs none.
    static final class NoSandbox implements Sandbox {
        @Override
        public Set<Language> languages() {
            return Set.of(Language.values());
        }

        @Override
        public Outcome run(Program program) {
            return new Outcome.Unavailable("nothing is run here");
        }
    }
}
