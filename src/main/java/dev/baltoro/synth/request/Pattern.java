package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Situation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A small grammar of sentences.
sealed interface Pattern {
    /// Words as they are.
    record Words(String text) implements Pattern {}

    /// One of these.
    record Choice(List<Pattern> of) implements Pattern {
        public Choice {
            of = List.copyOf(of);
        }
    }

    /// One after the other.
    record Row(List<Pattern> of) implements Pattern {
        public Row {
            of = List.copyOf(of);
        }
    }

    /// A value.
    ///
    /// @param form empty for the usual one
    record Hole(String slot, int index, String form) implements Pattern {
        String key() {
            return Situation.key(slot, index);
        }
    }

    /// A phrase of the phrasebook.
    record Phrase(String name) implements Pattern {}

    /// {@return all values that the sentence may name}
    default Set<Hole> holes() {
        return switch (this) {
            case Words words -> Set.of();
            case Phrase phrase -> Set.of();
            case Hole hole -> Set.of(hole);
            case Choice choice -> union(choice.of());
            case Row row -> union(row.of());
        };
    }

    /// {@return all phrases that the sentence may use}
    default Set<String> phrases() {
        return switch (this) {
            case Words words -> Set.of();
            case Phrase phrase -> Set.of(phrase.name());
            case Hole hole -> Set.of();
            case Choice choice -> phrases(choice.of());
            case Row row -> phrases(row.of());
        };
    }

    private static Set<Hole> union(List<Pattern> parts) {
        Set<Hole> all = new LinkedHashSet<>();
        parts.forEach(part -> all.addAll(part.holes()));
        return all;
    }

    private static Set<String> phrases(List<Pattern> parts) {
        return parts.stream().flatMap(part -> part.phrases().stream()).collect(Collectors.toSet());
    }
}
