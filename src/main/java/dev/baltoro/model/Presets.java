package dev.baltoro.model;

import dev.baltoro.text.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Shapes with a name: three published models, and three that keep Kimi K2's proportions in small.
///
/// Each is a `config.json` in `presets/` beside this class, as Hugging Face's folders have it:
///
/// - `kimi-k2`: Kimi-K2-Instruct of July 2025, as its own file says.
/// - `deepseek-v3`: without its multi-token prediction layer, which is not part of the shape.
/// - `moonlight-16b-a3b`: its queries are not compressed.
/// - `small`: about 0.4 billion parameters, for one GPU or a patient workstation.
/// - `mini`: about 55 million, for an hour or more on a laptop.
/// - `nano`: about 9 million, for minutes on two cores.
///
/// What the small ones keep: sparsity 48 (experts / selected experts), one dense layer, one shared
/// expert, no expert groups, two non-rotary query and key channels to a rotary one, values as wide
/// as the non-rotary part, and Moonlight's rule for the routed scale ([RoutedScaling]). Sizes are
/// multiples of 32 so that matrix products fill the vector registers. Their model type is
/// `deepseek_v3`, the same architecture, because transformers' automatic classes open that without
/// code from elsewhere and do not know `kimi_k2`.
public final class Presets {
    private Presets() {}

    /// {@return all names, largest model first}
    public static List<String> names() {
        return List.of("kimi-k2", "deepseek-v3", "moonlight-16b-a3b", "small", "mini", "nano");
    }

    /// {@return whether there is a preset of that name}
    public static boolean has(String name) {
        return names().contains(name);
    }

    /// {@return the preset's shape}
    ///
    /// @throws ConfigException if there is none of that name; the nearest one is named
    public static K2Config named(String name) {
        if (!has(name)) {
            String near =
                    NearestName.of(name, names())
                            .map(nearest -> " (did you mean " + nearest + "?)")
                            .orElse("");
            throw new ConfigException(
                    "there is no preset %s%s; there are %s"
                            .formatted(name, near, String.join(", ", names())));
        }
        String resource = "presets/" + name + ".json";
        try (InputStream in =
                Objects.requireNonNull(Presets.class.getResourceAsStream(resource), resource)) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ConfigJson.parse(json, "preset " + name, note -> {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
