package dev.baltoro.synth.tool;

import java.util.Locale;
import java.util.Optional;

/// What the values of a column are, finer than JSON's types: a date is neither any string nor said
/// like one.
public enum ValueKind {
    /// A thing's name of one to four words.
    TITLE("string"),
    /// A person.
    NAME("string"),
    /// A sentence.
    NOTE("string"),
    /// An identifier of letters, digits and hyphens.
    CODE("string"),
    /// A whole number.
    COUNT("integer"),
    /// A number with decimals.
    AMOUNT("number"),
    /// A whole number from 0 to 100.
    PERCENT("integer"),
    /// Yes or no.
    FLAG("boolean"),
    /// A day, as `2026-03-04`.
    DATE("string"),
    /// A time of day, as `15:30`.
    TIME("string"),
    /// A day and a time, as `2026-03-04T15:30`.
    MOMENT("string"),
    /// A length of time in minutes.
    MINUTES("integer"),
    EMAIL("string"),
    PHONE("string"),
    URL("string"),
    /// A file.
    PATH("string"),
    /// A town.
    PLACE("string"),
    COLOR("string"),
    /// A language's two letters.
    LANGUAGE("string"),
    /// A currency's three letters.
    CURRENCY("string"),
    /// One of a few words.
    CHOICE("string"),
    /// A list of short texts.
    TAGS("array"),
    /// A list of numbers.
    NUMBERS("array"),
    /// A street, a postcode and a city.
    ADDRESS("object"),
    /// An amount and its currency.
    MONEY("object"),
    /// An object with columns of its own.
    OBJECT("object"),
    /// A list of such objects.
    OBJECTS("array");

    private final String type;

    ValueKind(String type) {
        this.type = type;
    }

    /// {@return JSON Schema's type}
    public String type() {
        return type;
    }

    /// {@return whether values are ordered and can be added}
    public boolean isNumber() {
        return type.equals("integer") || type.equals("number");
    }

    /// {@return whether values are ordered, as text or as numbers}
    public boolean isOrdered() {
        return isNumber() || this == DATE || this == TIME || this == MOMENT;
    }

    /// {@return whether values are text that a search looks through}
    public boolean isText() {
        return type.equals("string") && this != CHOICE && !isOrdered();
    }

    /// {@return the kind that the hierarchy's file calls so}
    static Optional<ValueKind> named(String word) {
        try {
            return Optional.of(valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException notAKind) {
            return Optional.empty();
        }
    }
}
