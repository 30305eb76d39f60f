package dev.baltoro.train.recipe;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The defaults that depend on the preset.
final class PresetDefaults {
    private PresetDefaults() {}

    /// Writes into `tree` the defaults of its preset, where `tree` does not say them itself.
    static void fill(ObjectNode tree) {
        JsonNode preset = tree.path("model").path("preset");
        JsonNode tau = tree.path("optimizer").path("qk_clip").path("tau");
        if (preset.isString() && (tau.isMissingNode() || tau.isNull())) {
            double value = tau(preset.stringValue());
            Overrides.set(tree, Recipe.class, "optimizer.qk_clip.tau", Yaml.node(value));
        }
    }

    /// K2 caps logits at 100 and its small ablation at 30 (report §2.1, appendix D); the logits of
    /// models of a few million parameters stay far below 30, so their cap is 8: low enough to act.
    private static double tau(String preset) {
        return switch (preset) {
            case "nano", "mini" -> 8;
            case "small" -> 30;
            default -> 100;
        };
    }
}
