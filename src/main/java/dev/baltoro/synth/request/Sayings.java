package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.SpokenLanguage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Patterns that mean the same, by language.
///
/// @param by language; languages without any are left out
record Sayings(Map<SpokenLanguage, List<Saying>> by) {
    Sayings {
        by = Collections.unmodifiableMap(new EnumMap<>(by));
    }

    boolean has(SpokenLanguage language) {
        return by.containsKey(language);
    }

    List<Saying> all() {
        return by.values().stream().flatMap(List::stream).toList();
    }

    /// {@return a pattern of the split; any if the split has none in this language}
    Saying pick(Draws draw, SpokenLanguage language, Phrases split) {
        List<Saying> all = by.getOrDefault(language, List.of());
        if (all.isEmpty()) {
            all = by.values().iterator().next();
        }
        List<Saying> fit = all.stream().filter(split::has).toList();
        return draw.pick(fit.isEmpty() ? all : fit);
    }

    /// {@return whether the split has patterns in this language}
    boolean has(SpokenLanguage language, Phrases split) {
        return by.getOrDefault(language, List.of()).stream().anyMatch(split::has);
    }

    static Sayings english(List<String> sources) {
        Map<SpokenLanguage, List<Saying>> by = new LinkedHashMap<>();
        by.put(SpokenLanguage.ENGLISH, sources.stream().map(Saying::of).toList());
        return new Sayings(by);
    }
}
