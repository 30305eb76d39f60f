package dev.baltoro.agent.sandbox;

import java.util.Set;

/// Runs programs that nobody has read. Any number of threads may use one.
///
/// What it gives is a record that is made of nothing but the program and chance, so a sandbox that
/// keeps a journal, or answers from one, is a sandbox around another one.
public interface Sandbox {
    /// {@return the languages of which programs can be run}
    Set<Language> languages();

    /// Runs a program to its end; waits while others run that came before.
    ///
    /// @return how it ended. A program's faults are never an exception
    /// @throws InterruptedException if the calling thread is; the program is ended
    Outcome run(Program program) throws InterruptedException;
}
