package dev.baltoro.agent.sandbox;

/// What a program is written in.
public enum Language {
    /// Python 3, of which the standard library is there.
    PYTHON,
    /// The Java of the JDK that Baltoro runs on: one source file with a `main`.
    JAVA
}
