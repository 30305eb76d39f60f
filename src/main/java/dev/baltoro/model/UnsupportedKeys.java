package dev.baltoro.model;

import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// The keys of a `config.json` that change the architecture in a way Baltoro does not build.
///
/// Each is an error unless it holds the one value that Baltoro's model has. Keys that change only
/// the training, or name weights that can be left out, are notes.
final class UnsupportedKeys {
    /// Key, and the only value it may have, as JSON text.
    private static final Map<String, String> ONLY =
            Map.ofEntries(
                    Map.entry("hidden_act", "\"silu\""),
                    Map.entry("attention_bias", "false"),
                    Map.entry("mlp_bias", "false"),
                    Map.entry("attention_dropout", "0"),
                    Map.entry("scoring_func", "\"sigmoid\""),
                    Map.entry("topk_method", "\"noaux_tc\""),
                    Map.entry("moe_layer_freq", "1"));

    private UnsupportedKeys() {}

    static void check(JsonFields config, Consumer<String> note) {
        ONLY.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(only -> config.has(only.getKey()))
                .filter(only -> !same(config.node().get(only.getKey()), only.getValue()))
                .findFirst()
                .ifPresent(only -> {
                    throw config.error(
                            "%s is %s; Baltoro's model has %s only"
                                    .formatted(
                                            only.getKey(),
                                            config.node().get(only.getKey()),
                                            only.getValue()));
                });
        int heads = config.integer("num_attention_heads");
        int keyValueHeads = config.optionalInteger("num_key_value_heads").orElse(heads);
        if (keyValueHeads != heads) {
            throw config.error(
                    "num_key_value_heads is %d; latent attention needs it equal to num_attention_heads (%d)"
                            .formatted(keyValueHeads, heads));
        }
        note(config, note);
    }

    private static void note(JsonFields config, Consumer<String> note) {
        int predicting = config.optionalInteger("num_nextn_predict_layers").orElse(0);
        if (predicting > 0) {
            note.accept(
                    "num_nextn_predict_layers is %d: the weights of the multi-token prediction layers are ignored"
                            .formatted(predicting));
        }
        if (!config.flag("seq_aux", true)) {
            note.accept("seq_aux is false: Baltoro's balance loss is sequence-wise anyway");
        }
    }

    private static boolean same(JsonNode value, String only) {
        return value.isNumber()
                ? value.doubleValue() == asNumber(only)
                : value.toString().equals(only);
    }

    private static double asNumber(String only) {
        return only.matches("[0-9]+") ? Double.parseDouble(only) : Double.NaN;
    }
}
