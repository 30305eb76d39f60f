package dev.baltoro.train.pretrain;

import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Config.Yarn;
import dev.baltoro.model.Presets;
import dev.baltoro.train.recipe.ModelSource;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.Stage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A recipe's model and data as the loop needs them: shape, context of each stage, weights of the
/// domains.
public final class Contexts {
    private Contexts() {}

    /// {@return the shape that a recipe trains}
    ///
    /// The vocabulary grows or shrinks to the data's, unless weights are taken over; the balance
    /// loss is the recipe's.
    ///
    /// @param vocabulary ids that the data's tokenizer has
    /// @param note told what of a file is not used
    public static K2Config config(Recipe recipe, int vocabulary, Consumer<String> note) {
        ModelSource source = recipe.model();
        K2Config config =
                source.preset()
                        .map(Presets::named)
                        .or(() -> source.config().map(file -> ConfigJson.read(file, note)))
                        .orElseGet(() -> read(source.from().orElseThrow(), note));
        Map<String, @Nullable Object> set = new HashMap<>();
        set.put("aux_loss_alpha", recipe.balance().sequenceLoss());
        if (source.from().isEmpty()) {
            set.put("vocab_size", (long) vocabulary);
            dropOutside(vocabulary, "bos_token_id", config.bosTokenId(), set);
            dropOutside(vocabulary, "eos_token_id", config.eosTokenId(), set);
        } else if (config.vocabSize() < vocabulary) {
            throw new RecipeException(
                    "the data's tokenizer has %d ids, the model of %s only %d; prepare the data with that model's tokenizer"
                            .formatted(
                                    vocabulary, source.from().orElseThrow(), config.vocabSize()));
        }
        set.putAll(source.set());
        K2Config changed = config.withOverrides(set);
        requireEffect(source.set(), changed);
        return changed;
    }

    /// Refuses what a configuration may say but a model here does not do.
    private static void requireEffect(Map<String, Object> set, K2Config config) {
        JsonNode built = new JsonMapper().readTree(ConfigJson.write(config));
        set.forEach((key, value) -> {
            JsonNode found = built.path(key);
            boolean same =
                    value instanceof Number number && found.isNumber()
                            ? number.doubleValue() == found.doubleValue()
                            : found.asString("").equals(value.toString());
            if (!same) {
                throw new RecipeException(
                        "model.set.%s cannot be %s: models here have %s; leave it out"
                                .formatted(key, value, found.isMissingNode() ? "none" : found));
            }
        });
    }

    /// A preset's ids are those of its own tokenizer. An id that a smaller vocabulary does not have
    /// is dropped; the data's tokenizer names its own ([TokenizerOf#ends]).
    private static void dropOutside(
            int vocabulary, String key, OptionalInt id, Map<String, @Nullable Object> set) {
        if (id.isPresent() && id.getAsInt() >= vocabulary) {
            set.put(key, null);
        }
    }

    private static K2Config read(Path folder, Consumer<String> note) {
        return ConfigJson.read(folder.resolve(ConfigJson.FILE_NAME), note);
    }

    /// {@return the shape from stage `index` on: YaRN's factor is the last one that a stage set}
    static K2Config of(K2Config config, Recipe recipe, int index) {
        K2Config now = config;
        for (Stage stage : recipe.stages().subList(0, index + 1)) {
            if (stage.yarnFactor().isPresent()) {
                now = extended(config, stage.yarnFactor().getAsDouble());
            }
        }
        return now;
    }

    /// Refuses stages whose sequences exceed their context, before hours of training and not after.
    static void requireFit(K2Config config, Recipe recipe) {
        for (int i = 0; i < recipe.stages().size(); i++) {
            int length = recipe.stages().get(i).sequenceLength();
            int context = of(config, recipe, i).maxPositionEmbeddings();
            if (length > context) {
                throw new RecipeException(
                        "stages.%d.sequence_length %d exceeds the model's context of %d; extend it by the stage's yarn_factor, or by model.set.max_position_embeddings"
                                .formatted(i, length, context));
            }
        }
    }

    /// K2's own choices for the ramp (beta_fast = beta_slow = 1) and the temperature (mscale =
    /// mscale_all_dim = 1).
    private static K2Config extended(K2Config config, double factor) {
        int original =
                config.yarn()
                        .map(Yarn::originalMaxPositionEmbeddings)
                        .orElse(config.maxPositionEmbeddings());
        Yarn yarn =
                config.yarn()
                        .map(y ->
                                new Yarn(
                                        factor,
                                        original,
                                        y.betaFast(),
                                        y.betaSlow(),
                                        y.mscale(),
                                        y.mscaleAllDim()))
                        .orElse(new Yarn(factor, original, 1, 1, 1, 1));
        return config.withContext((int) Math.round(original * factor), Optional.of(yarn));
    }

    /// {@return the weights of the domains that are trained on: the recipe's above 0, or each
    /// domain's tokens}
    static Map<String, Double> mix(Recipe recipe, TokenShards shards) {
        Map<String, Double> mix = new HashMap<>(recipe.data().mix());
        if (!mix.isEmpty()) {
            mix.keySet().forEach(shards.manifest()::domain); // also those of weight 0 must exist
            mix.values().removeIf(weight -> weight == 0);
            return mix;
        }
        for (String domain : shards.domains()) {
            mix.put(domain, (double) shards.manifest().domain(domain).train().tokens());
        }
        return mix;
    }
}
