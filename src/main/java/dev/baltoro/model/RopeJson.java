package dev.baltoro.model;

import dev.baltoro.model.K2Config.Yarn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The two forms in which `config.json` states the rotary embedding.
///
/// The old form has `rope_theta` beside an optional `rope_scaling`; the new form (transformers 5)
/// has everything in `rope_parameters`. A file may have both, but they must agree: a value edited
/// in one of them only would otherwise change nothing, or the wrong thing. Only the old form is
/// written: every transformers reads it (version 5 converts it), and one form cannot disagree.
///
/// @param theta base of the frequencies
/// @param yarn context extension, if any
record RopeJson(double theta, Optional<Yarn> yarn) {
    private static final double DEFAULT_BETA_FAST = 32;
    private static final double DEFAULT_BETA_SLOW = 1;
    private static final double DEFAULT_MSCALE = 1;
    private static final double DEFAULT_MSCALE_ALL_DIM = 0;

    static RopeJson read(JsonFields config) {
        Optional<JsonFields> parameters = config.object("rope_parameters");
        Optional<JsonFields> scaling = config.object("rope_scaling");
        if (parameters.isEmpty()) {
            return new RopeJson(config.number("rope_theta"), scaling.flatMap(s -> yarn(s, config)));
        }
        JsonFields form = parameters.get();
        double theta =
                form.has("rope_theta") ? form.number("rope_theta") : config.number("rope_theta");
        RopeJson rope = new RopeJson(theta, yarn(form, config));
        if (config.has("rope_theta") && config.number("rope_theta") != theta) {
            throw config.error(
                    "rope_theta differs from rope_parameters.rope_theta; make them equal");
        }
        if (scaling.isPresent() && !scaling.flatMap(s -> yarn(s, config)).equals(rope.yarn())) {
            throw config.error("rope_scaling differs from rope_parameters; make them equal");
        }
        return rope;
    }

    /// Adds the old form to `config`.
    void write(ObjectNode config) {
        config.put("rope_theta", theta);
        if (yarn.isEmpty()) {
            config.putNull("rope_scaling");
            return;
        }
        config.set("rope_scaling", JsonMapper.shared().valueToTree(scaling(yarn.get())));
    }

    /// {@return the old form of an extension, with all its values}
    static Map<String, Object> scaling(Yarn extension) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("type", "yarn");
        form.put("rope_type", "yarn");
        form.put("factor", extension.factor());
        form.put("original_max_position_embeddings", extension.originalMaxPositionEmbeddings());
        form.put("beta_fast", extension.betaFast());
        form.put("beta_slow", extension.betaSlow());
        form.put("mscale", extension.mscale());
        form.put("mscale_all_dim", extension.mscaleAllDim());
        return form;
    }

    private static Optional<Yarn> yarn(JsonFields form, JsonFields config) {
        String type =
                form.has("rope_type")
                        ? form.string("rope_type")
                        : form.has("type") ? form.string("type") : "default";
        if (type.equals("default")) {
            return Optional.empty();
        }
        if (!type.equals("yarn")) {
            throw form.error(
                    "rope_type is \"%s\"; Baltoro knows default and yarn only".formatted(type));
        }
        if (form.has("attention_factor")) {
            throw form.error("attention_factor is set; Baltoro derives it from mscale, remove it");
        }
        if (!form.flag("truncate", true)) {
            throw form.error("truncate is false; Baltoro rounds YaRN's ramp as DeepSeek-V3 does");
        }
        int original =
                form.optionalInteger("original_max_position_embeddings")
                        .orElseGet(() -> config.integer("max_position_embeddings"));
        return Optional.of(
                new Yarn(
                        form.number("factor"),
                        original,
                        form.number("beta_fast", DEFAULT_BETA_FAST),
                        form.number("beta_slow", DEFAULT_BETA_SLOW),
                        form.number("mscale", DEFAULT_MSCALE),
                        form.number("mscale_all_dim", DEFAULT_MSCALE_ALL_DIM)));
    }
}
