package dev.baltoro.synth.agentic.task;

import dev.baltoro.synth.value.Draws;
import java.util.Locale;
import java.util.Map;

/// What an agent says beside closings.
public enum Sentences {
    DONE,
    FAILED,
    WHICH,
    CONFIRM,
    LEAVE,
    LOST,
    SHOWN,
    CLAIMED,
    RAMBLING;

    /// {@return a sentence}
    public String say(Draws draws) {
        return say(Map.of(), draws);
    }

    /// {@return a sentence with some words filled in}
    public String say(Map<String, String> filled, Draws draws) {
        return Closing.say(name().toLowerCase(Locale.ROOT), filled, draws);
    }
}
