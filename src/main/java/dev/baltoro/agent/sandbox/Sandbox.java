package dev.baltoro.agent.sandbox;

import java.util.Optional;
import java.util.Set;

/// Runs programs that nobody has read. Any number of threads may use one.
///
/// What it gives is a record that is made of nothing but the program and chance.
public interface Sandbox {
    /// {@return the languages of which programs can be run}
    Set<Language> languages();

    /// {@return why programs of a language cannot be run, and what to do about it; empty if they
    /// can}
    ///
    /// May take seconds where it has to be tried.
    ///
    /// @throws InterruptedException if the calling thread is
    default Optional<String> missing(Language language) throws InterruptedException {
        return languages().contains(language)
                ? Optional.empty()
                : Optional.of("this sandbox runs no programs in " + language);
    }

    /// Runs a program to its end; waits while others run that came before.
    ///
    /// @return how it ended. A program's faults are never an exception
    /// @throws InterruptedException if the calling thread is; the program is ended
    Outcome run(Program program) throws InterruptedException;
}
