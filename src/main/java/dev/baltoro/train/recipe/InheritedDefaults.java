package dev.baltoro.train.recipe;

import static dev.baltoro.train.recipe.RecordSchema.join;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The defaults that a fine-tuning recipe takes from the recipe of the run that it begins from.
final class InheritedDefaults {
    /// What a run writes its recipe to.
    private static final String FILE = "recipe.yaml";

    private static final List<String> SAME = List.of("optimizer", "balance", "precision");

    /// Part of the peak that a run has before it (nanochat's choice).
    private static final double PEAK_SHARE = 0.8;

    private InheritedDefaults() {}

    /// Writes into `tree` what it does not say itself and the run's recipe says.
    static void fill(ObjectNode tree) {
        JsonNode from = tree.path("model").path("from");
        if (!from.isString() || from.stringValue().isBlank()) {
            return;
        }
        Path file = Path.of(from.stringValue()).resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return;
        }
        ObjectNode run;
        try {
            run = Yaml.object(Yaml.fileText(file));
        } catch (RecipeException e) {
            throw e.in(file.toString());
        }
        for (String key : SAME) {
            inherit(tree, key, run.path(key));
        }
        JsonNode peak = run.path("schedule").path("peak");
        if (peak.isNumber()) {
            inherit(tree, "schedule.peak", Yaml.node(peak.doubleValue() * PEAK_SHARE));
        }
    }

    private static void inherit(ObjectNode tree, String path, JsonNode value) {
        if (value.isObject()) {
            value.properties()
                    .forEach(entry -> inherit(tree, join(path, entry.getKey()), entry.getValue()));
            return;
        }
        JsonNode written = tree;
        for (String key : path.split("\\.")) {
            written = written.path(key);
        }
        if (!value.isMissingNode() && (written.isMissingNode() || written.isNull())) {
            Overrides.set(tree, SftRecipe.class, path, value);
        }
    }
}
