package dev.baltoro.agent.score;

import java.util.List;
import java.util.regex.Pattern;

/// Whether a text asks its reader for something: it has a question mark, or words that ask.
final class AskingText {
    private static final List<String> PLEASE =
            List.of(
                    "tell",
                    "give",
                    "provide",
                    "send",
                    "specify",
                    "share",
                    "let me know",
                    "name",
                    "paste",
                    "confirm");

    private static final List<String> NOT_SAID =
            List.of("say", "tell", "give", "provide", "specif", "includ", "attach", "paste");

    private static final List<String> WORDS =
            List.of(
                    "please " + any(PLEASE),
                    "let me know",
                    any(List.of("could", "can")) + " you",
                    "which",
                    "what " + any(List.of("is", "are", "should", "would")),
                    "i need " + any(List.of("to know", "the", "a", "your")),
                    "need more",
                    "missing",
                    "you " + any(List.of("did not", "didn't", "haven't")) + " " + any(NOT_SAID));

    /// Words may go on: `specif` begins specify and specified.
    private static final Pattern ASKS =
            Pattern.compile(
                    "[?？؟]|\\b" + any(WORDS),
                    Pattern.CASE_INSENSITIVE
                            | Pattern.UNICODE_CASE
                            | Pattern.UNICODE_CHARACTER_CLASS);

    private AskingText() {}

    private static String any(List<String> words) {
        return "(?:" + String.join("|", words) + ")";
    }

    static boolean asks(String text) {
        return ASKS.matcher(text).find();
    }
}
