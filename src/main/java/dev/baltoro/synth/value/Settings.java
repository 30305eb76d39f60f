package dev.baltoro.synth.value;

import java.util.List;

/// Lines of configuration.
final class Settings {
    private static final List<String> NUMBERS =
            List.of(
                    "port",
                    "timeout",
                    "retries",
                    "rate",
                    "limit",
                    "max_users",
                    "interval",
                    "threads",
                    "width",
                    "height",
                    "volume",
                    "speed",
                    "batch_size",
                    "max_age",
                    "buffer",
                    "depth",
                    "delay",
                    "quality",
                    "level",
                    "workers",
                    "ttl",
                    "pool_size",
                    "max_connections",
                    "sample_rate",
                    "threshold",
                    "font_size",
                    "brightness");
    private static final List<String> FLAGS =
            List.of(
                    "debug",
                    "verbose",
                    "cache",
                    "enabled",
                    "autosave",
                    "dark_mode",
                    "ssl",
                    "logging",
                    "notifications",
                    "backup",
                    "readonly",
                    "sync",
                    "compression");
    private static final List<String> WORDS =
            List.of(
                    "host",
                    "name",
                    "theme",
                    "channel",
                    "mode",
                    "language",
                    "region",
                    "title",
                    "owner",
                    "theme",
                    "format",
                    "user",
                    "status",
                    "color",
                    "unit",
                    "locale");

    private Settings() {}

    static String key(Draws draw) {
        return switch (draw.weighted(6, 3, 4, 2)) {
            case 0 -> draw.pick(NUMBERS);
            case 1 -> draw.pick(FLAGS);
            case 2 -> draw.pick(WORDS);
            default -> CommonWords.word(draw) + draw.pick("_", "-") + draw.pick(NUMBERS);
        };
    }

    /// {@return a value that such a key may have}
    static String value(Draws draw, String key) {
        if (FLAGS.contains(key)) {
            return draw.pick("true", "false");
        }
        if (WORDS.contains(key)) {
            String word = draw.chance(0.7) ? CommonWords.word(draw) : CommonWords.coined(draw);
            return draw.chance(0.5) ? "\"" + word + "\"" : word;
        }
        return draw.chance(0.85)
                ? Integer.toString(number(draw))
                : "%d.%d".formatted(draw.below(20), draw.between(1, 9));
    }

    private static int number(Draws draw) {
        return switch (draw.below(4)) {
            case 0 -> draw.between(1, 20);
            case 1 -> 5 * draw.between(1, 60);
            case 2 -> draw.between(21, 999);
            default -> 100 * draw.between(1, 99);
        };
    }
}
