package dev.baltoro.train.recipe;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The defaults that depend on the preset: the one dial that decides the rest.
final class PresetDefaults {
    private PresetDefaults() {}

    /// Writes into `tree` what its preset decides and it does not say itself.
    static void fill(ObjectNode tree) {
        JsonNode preset = tree.path("model").path("preset");
        JsonNode tau = tree.path("optimizer").path("qk_clip").path("tau");
        if (preset.isString() && (tau.isMissingNode() || tau.isNull())) {
            double value = tau(preset.stringValue());
            Overrides.set(tree, Recipe.class, "optimizer.qk_clip.tau", Yaml.node(value));
        }
    }

    /// K2 caps logits at 100 and its small ablation at 30 (report §2.1, appendix D); heads of
    /// models of a few million parameters get nowhere near, so there the cap is 8, where it works.
    private static double tau(String preset) {
        return switch (preset) {
            case "nano", "mini" -> 8;
            case "small" -> 30;
            default -> 100;
        };
    }
}
