package dev.baltoro.engine.grammar.regex;

/// A regular expression that is malformed, says what no automaton here can hold, or needs more
/// states or time than there are.
///
/// The message says what is wrong, not where: the place is known to the caller.
public final class LanguageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    LanguageException(String problem) {
        super(problem);
    }
}
