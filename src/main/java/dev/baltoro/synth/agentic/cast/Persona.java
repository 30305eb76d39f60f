package dev.baltoro.synth.agentic.cast;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.words.Lexicon;

/// Somebody who talks to an agent.
///
/// @param name what people call them
/// @param work what they do, in a few words
/// @param manner how they write
/// @param patience questions without use that they bear
/// @param attentive whether they notice a mistake of their own, and say so
public record Persona(String name, String work, Manner manner, int patience, boolean attentive) {
    private static final Lexicon WORDS = Lexicon.named("personas");
    private static final int PATIENCE_MAX = 3;

    /// How somebody writes.
    public enum Manner {
        PLAIN,
        /// No word too many.
        TERSE,
        /// With a story before what they want.
        CHATTY,
        /// With a greeting and thanks.
        FORMAL
    }

    /// {@return somebody}
    ///
    /// @param careless share of people who do not notice their own mistakes
    public static Persona draw(Draws draws, double careless) {
        return new Persona(
                WORDS.say("name", draws),
                WORDS.say("work", draws),
                draws.pick(Manner.PLAIN, Manner.values()),
                1 + draws.below(PATIENCE_MAX),
                !draws.chance(careless));
    }

    /// {@return what they type who want to say this; the words themselves stay as they are}
    ///
    /// @param first whether it begins the conversation
    public String typed(String text, boolean first, Draws draws) {
        return switch (manner) {
            case PLAIN, TERSE -> text;
            case CHATTY ->
                    draws.chance(first ? 0.7 : 0.3) ? WORDS.say("story", draws) + " " + text : text;
            case FORMAL -> {
                String greeted = first ? WORDS.say("greeting", draws) + " " + text : text;
                yield draws.chance(0.5)
                        ? ended(greeted) + " " + WORDS.say("thanks", draws)
                        : greeted;
            }
        };
    }

    private static String ended(String text) {
        boolean open = Character.isLetterOrDigit(text.charAt(text.length() - 1));
        return open ? text + "." : text;
    }

    /// {@return who they are, in a sentence}
    public String told() {
        return "%s, %s; writes %s"
                .formatted(
                        name,
                        work,
                        switch (manner) {
                            case PLAIN -> "plainly";
                            case TERSE -> "briefly";
                            case CHATTY -> "at length";
                            case FORMAL -> "formally";
                        });
    }
}
