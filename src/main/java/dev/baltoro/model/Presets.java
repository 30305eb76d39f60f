package dev.baltoro.model;

import dev.baltoro.model.K2Config.Yarn;
import dev.baltoro.text.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Shapes with a name: three published models, and three that keep Kimi K2's proportions in small.
///
/// What the small ones keep: sparsity 48 (experts / selected experts), one dense layer, one shared
/// expert, no expert groups, two non-rotary query and key channels to a rotary one, values as wide
/// as the non-rotary part, and Moonlight's rule for the routed scale ([RoutedScaling]). Sizes are
/// multiples of 32 so that matrix products fill the vector registers. Their model type is
/// `deepseek_v3`, the same architecture, because transformers' automatic classes open that without
/// code from elsewhere and do not know `kimi_k2`.
public final class Presets {
    private static final double K2_ROPE_THETA = 50_000;

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
        return switch (name) {
            case "kimi-k2" -> kimiK2();
            case "deepseek-v3" -> deepSeekV3();
            case "moonlight-16b-a3b" -> moonlight();
            case "small" -> small();
            case "mini" -> mini();
            case "nano" -> nano();
            default ->
                    throw new ConfigException(
                            "there is no preset %s%s; there are %s"
                                    .formatted(
                                            name,
                                            NearestName.of(name, names())
                                                    .map(near -> " (did you mean " + near + "?)")
                                                    .orElse(""),
                                            String.join(", ", names())));
        };
    }

    /// Kimi-K2-Instruct of July 2025, as its `config.json` says.
    private static K2Config kimiK2() {
        return new K2Config(
                "kimi_k2",
                163_840,
                7168,
                18_432,
                2048,
                61,
                1,
                64,
                OptionalInt.of(1536),
                512,
                128,
                64,
                128,
                384,
                8,
                1,
                1,
                1,
                true,
                2.827,
                0.001,
                1e-6,
                0.02,
                131_072,
                K2_ROPE_THETA,
                true,
                Optional.of(new Yarn(32, 4096, 1, 1, 1, 1)),
                false,
                OptionalInt.of(163_584),
                OptionalInt.of(163_585));
    }

    /// DeepSeek-V3; its multi-token prediction layer is not part of the shape.
    private static K2Config deepSeekV3() {
        return new K2Config(
                "deepseek_v3",
                129_280,
                7168,
                18_432,
                2048,
                61,
                3,
                128,
                OptionalInt.of(1536),
                512,
                128,
                64,
                128,
                256,
                8,
                1,
                8,
                4,
                true,
                2.5,
                0.0001,
                1e-6,
                0.02,
                163_840,
                10_000,
                true,
                Optional.of(new Yarn(40, 4096, 32, 1, 1, 1)),
                false,
                OptionalInt.of(0),
                OptionalInt.of(1));
    }

    private static K2Config moonlight() {
        return new K2Config(
                "deepseek_v3",
                163_840,
                2048,
                11_264,
                1408,
                27,
                1,
                16,
                OptionalInt.empty(),
                512,
                128,
                64,
                128,
                64,
                6,
                2,
                1,
                1,
                true,
                2.446,
                0.001,
                1e-5,
                0.02,
                8192,
                K2_ROPE_THETA,
                true,
                Optional.empty(),
                false,
                OptionalInt.of(163_584),
                OptionalInt.of(163_585));
    }

    /// About 0.4 billion parameters: for one GPU, or a patient workstation.
    private static K2Config small() {
        return inSmall(32_768, 4096, 512, 1536, 8, new Attention(8, 256, 128, 64, 32), 192, 4, 160);
    }

    /// About 55 million parameters: for an hour or more on a laptop.
    private static K2Config mini() {
        return inSmall(8192, 2048, 256, 768, 6, new Attention(8, 128, 64, 32, 16), 192, 4, 64);
    }

    /// About 9 million parameters: for minutes on two cores.
    private static K2Config nano() {
        return inSmall(4096, 1024, 128, 384, 4, new Attention(4, 64, 32, 32, 16), 96, 2, 64);
    }

    private record Attention(int heads, int qLoraRank, int kvLoraRank, int nope, int rope) {}

    private static K2Config inSmall(
            int vocab,
            int context,
            int hidden,
            int dense,
            int layers,
            Attention attention,
            int experts,
            int selected,
            int expertWidth) {
        return new K2Config(
                "deepseek_v3",
                vocab,
                hidden,
                dense,
                expertWidth,
                layers,
                1,
                attention.heads(),
                OptionalInt.of(attention.qLoraRank()),
                attention.kvLoraRank(),
                attention.nope(),
                attention.rope(),
                attention.nope(),
                experts,
                selected,
                1,
                1,
                1,
                true,
                RoutedScaling.factor(experts, selected),
                0.001,
                1e-6,
                0.02,
                context,
                K2_ROPE_THETA,
                true,
                Optional.empty(),
                false,
                OptionalInt.empty(),
                OptionalInt.empty());
    }
}
