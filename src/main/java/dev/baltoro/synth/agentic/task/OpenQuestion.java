package dev.baltoro.synth.agentic.task;

import java.util.List;
import java.util.Locale;

/// What a wish leaves open at first.
///
/// @param question a good one
/// @param about words of which a good question has one; empty if any question will do
/// @param answer what the user says to it
/// @param known whether the user knows it; else the answer says that they do not
public record OpenQuestion(String question, List<String> about, String answer, boolean known) {
    public OpenQuestion {
        about = List.copyOf(about);
    }

    /// {@return whether a text asks for it}
    public boolean isAskedBy(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return about.isEmpty() || about.stream().anyMatch(lower::contains);
    }
}
