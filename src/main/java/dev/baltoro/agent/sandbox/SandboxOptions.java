package dev.baltoro.agent.sandbox;

import java.util.EnumMap;
import java.util.Map;

/// How a sandbox is opened.
///
/// @param limits of the languages that are wanted
/// @param atOnce programs that run at the same time, and interpreters of each language that wait
/// @param allowOpen whether a sandbox will do that does not keep programs from the network and from
///   files; for machines without namespaces, and programs that somebody has read
public record SandboxOptions(Map<Language, Limits> limits, int atOnce, boolean allowOpen) {
    /// Most programs at the same time.
    public static final int AT_ONCE_MAX = 64;

    /// Copies, and refuses a number out of range.
    public SandboxOptions {
        limits = Map.copyOf(limits);
        if (atOnce < 1 || atOnce > AT_ONCE_MAX) {
            throw new IllegalArgumentException(
                    "%d programs at once; use 1 to %d".formatted(atOnce, AT_ONCE_MAX));
        }
    }

    /// {@return all languages with their own limits, half of the machine's cores, closed}
    public static SandboxOptions defaults() {
        Map<Language, Limits> limits = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            limits.put(language, Limits.of(language));
        }
        int cores = Runtime.getRuntime().availableProcessors();
        return new SandboxOptions(limits, Math.clamp((cores + 1) / 2, 1, AT_ONCE_MAX), false);
    }

    /// {@return the options for one language}
    public static SandboxOptions of(Language language, Limits limits) {
        return new SandboxOptions(Map.of(language, limits), defaults().atOnce(), false);
    }

    /// {@return this with another number of programs at once}
    public SandboxOptions withAtOnce(int most) {
        return new SandboxOptions(limits, most, allowOpen);
    }
}
