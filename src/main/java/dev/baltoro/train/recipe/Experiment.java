package dev.baltoro.train.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A question put to several runs: one base recipe, variants that each change some keys, and seeds
/// that every variant is run with.
///
/// @param name what the experiment is called
/// @param question what it asks, in a sentence
/// @param variants each variant's recipe, with the base's seed, in the order written; the others
///   are compared with the first
/// @param seeds what every variant is run with
/// @param significance when a difference between variants counts
/// @param target the loss that every run's tokens are counted to
public record Experiment(
        String name,
        String question,
        Map<String, Recipe> variants,
        List<Long> seeds,
        Significance significance,
        Optional<Target> target) {

    /// The held-out loss up to which tokens are counted: exactly one of the two.
    ///
    /// @param loss the same for all runs
    /// @param variant what this variant's run of the same seed ended with
    public record Target(OptionalDouble loss, Optional<String> variant) {
        public Target {
            Require.that(
                    loss.isPresent() != variant.isPresent(),
                    "loss or variant must be given, and not both");
        }

        /// {@return the target in words}
        public String words() {
            return loss.isPresent()
                    ? "a held-out loss of " + loss.getAsDouble()
                    : "the final held-out loss of " + variant.orElseThrow() + " with the same seed";
        }
    }

    /// When a difference of held-out loss between two variants counts. Runs of the same seed are a
    /// pair: they see the same data in the same order, from the same weights where shapes are
    /// equal.
    ///
    /// @param rule how the pairs' differences are judged
    /// @param level probability of the difference by chance below which it counts
    public record Significance(@Default("paired_t") Rule rule, @Default("0.05") double level) {
        /// A test of paired differences.
        public enum Rule {
            /// Student's two-sided t-test on the differences of each seed's pair.
            PAIRED_T
        }

        public Significance {
            Require.that(level > 0 && level < 1, "level must be between 0 and 1, but is " + level);
        }
    }

    /// One run of an experiment.
    public record Run(String variant, long seed, Recipe recipe) {}

    /// The file's keys; `base` and `variants` become recipes once they are put together.
    @SuppressWarnings("UnusedMethod") // RecordReader makes it
    private record Keys(
            String name,
            @Default("\"\"") String question,
            JsonNode base,
            Map<String, JsonNode> variants,
            @Default("[1, 2, 3, 4]") List<Long> seeds,
            Significance significance,
            Optional<Target> target) {
        Keys {
            Require.that(!name.isBlank(), "name must not be blank");
            Require.that(!variants.isEmpty(), "variants must name at least one");
            Require.that(!seeds.isEmpty(), "seeds must have at least one");
            Require.that(
                    seeds.stream().distinct().count() == seeds.size(),
                    "seeds must differ from each other");
            target.flatMap(Target::variant)
                    .ifPresent(other ->
                            Require.that(
                                    variants.containsKey(other),
                                    "target.variant is none of the variants: " + other));
        }
    }

    /// Reads an experiment's file, with values set over the base as in [Recipe#load].
    ///
    /// @throws RecipeException saying in one line what is wrong where
    public static Experiment load(Path file, List<String> overrides) {
        try {
            return parse(Yaml.fileText(file), overrides);
        } catch (RecipeException e) {
            throw e.in(file.toString());
        }
    }

    /// Reads an experiment from YAML text; `overrides` are set over the base, variants over those.
    public static Experiment parse(String yaml, List<String> overrides) {
        Keys keys = RecordReader.read(Keys.class, Yaml.object(yaml), "");
        if (!(keys.base() instanceof ObjectNode base)) {
            throw new RecipeException("`base` must be a recipe's keys");
        }
        overrides.forEach(override -> Overrides.apply(base, Recipe.class, override));
        Map<String, Recipe> variants = new LinkedHashMap<>();
        keys.variants()
                .forEach((name, change) -> variants.put(name, variant(keys, base, name, change)));
        return new Experiment(
                keys.name(),
                keys.question(),
                variants,
                keys.seeds(),
                keys.significance(),
                keys.target());
    }

    private static Recipe variant(Keys keys, ObjectNode base, String name, JsonNode change) {
        ObjectNode tree = base.deepCopy();
        if (!change.isObject() && !change.isNull()) {
            throw new RecipeException("`variants." + name + "` must be keys with values");
        }
        tree.set("name", Yaml.node(keys.name() + "/" + name));
        try {
            change.properties()
                    .forEach(e -> Overrides.set(tree, Recipe.class, e.getKey(), e.getValue()));
            return Recipe.read(tree);
        } catch (RecipeException e) {
            throw e.in("variants." + name + " over base");
        }
    }

    /// {@return every run: all seeds of the first variant, then of the next}
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        variants.forEach((name, recipe) ->
                seeds.forEach(seed -> runs.add(new Run(name, seed, recipe.withSeed(seed)))));
        return runs;
    }
}
