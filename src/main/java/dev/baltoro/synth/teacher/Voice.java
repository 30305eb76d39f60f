package dev.baltoro.synth.teacher;

import java.util.List;
import java.util.Optional;

/// How somebody speaks.
///
/// @param name in provenance
/// @param manner what a teacher is told
/// @param twice whether the request comes in two messages, with the assistant's word between them
public record Voice(String name, String manner, boolean twice) {
    /// Those that requests are said in.
    public static final List<Voice> ALL =
            List.of(
                    of("terse", "as few words as possible, no greeting, no full sentence"),
                    of("plain", "one plain sentence"),
                    of("polite", "very polite, with a greeting and thanks"),
                    of("chatty", "chatty, with a remark about the day before the point"),
                    of("hurried", "in a hurry, all in lower case, with a typo or two"),
                    of("boss", "a boss who gives an order"),
                    of("question", "as a question"),
                    of("need", "says what is needed or missing, without asking for it"),
                    of("story", "tells in a sentence why, and then asks"),
                    of("spoken", "dictated to a phone: no punctuation, filler words"),
                    of("expert", "an expert who uses the exact terms"),
                    of("novice", "somebody who does not know the exact terms"),
                    of("foreign", "somebody whose English is simple and slightly wrong"),
                    of("late", "tired, late at night, short sentences"),
                    new Voice(
                            "twice",
                            "in two messages. Write three lines: an opening that does not say yet what is"
                                    + " wanted, the assistant's short answer to it, and the message that"
                                    + " says all that is wanted",
                            true));

    private static Voice of(String name, String manner) {
        return new Voice(name, manner, false);
    }

    /// {@return the voice of a name}
    static Optional<Voice> named(String name) {
        return ALL.stream().filter(voice -> voice.name.equals(name)).findFirst();
    }
}
