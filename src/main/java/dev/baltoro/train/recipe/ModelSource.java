package dev.baltoro.train.recipe;

import dev.baltoro.model.InitialWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the model's shape comes from, and its weights if they are not fresh: exactly one of
/// `preset`, `config` and `from`.
///
/// @param preset name of a built-in shape: `nano`, `mini`, `small`, `moonlight-16b-a3b`,
///   `deepseek-v3`, `kimi-k2`
/// @param config a `config.json`; fresh weights
/// @param from a Hugging Face folder whose weights training continues (weights only: no momentum,
///   no position in the data)
/// @param weights what fresh weights are
/// @param set what differs, in `config.json`'s own names: whole numbers are [Long], others
///   [Double], [Boolean] or [String]
public record ModelSource(
        Optional<String> preset,
        Optional<Path> config,
        Optional<Path> from,
        @Default("random") InitialWeights weights,
        @Default("{}") Map<String, Object> set) {
    public ModelSource {
        long given =
                List.of(preset.isPresent(), config.isPresent(), from.isPresent()).stream()
                        .filter(present -> present)
                        .count();
        Require.that(
                given == 1,
                (given == 0 ? "preset is missing" : "preset stands beside another source")
                        + ": write exactly one of preset, config, from");
        Require.that(
                from.isEmpty() || weights == InitialWeights.RANDOM,
                "weights are those of from: leave the key out");
    }
}
