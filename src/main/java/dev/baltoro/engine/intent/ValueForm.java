package dev.baltoro.engine.intent;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/// How an argument is made of the words that say it.
sealed interface ValueForm {
    /// The forms that every argument may have.
    enum Plain implements ValueForm {
        /// As it stands, or as an earlier part of the conversation spells it.
        SAME,
        /// With its first letter in upper case.
        CAPITAL,
        /// As one name: `works at` is `works_at`.
        JOINED,
        /// In lower case.
        LOWER,
        /// In upper case.
        UPPER,
        /// As a number.
        NUMBER,
        /// As the words always mean it: `knots` is `kn`.
        MEANT,
        /// The longer name of which they are a part elsewhere in the conversation.
        KNOWN
    }

    /// With something around it.
    record Affixed(String prefix, String suffix) implements ValueForm {}

    /// {@return the argument; empty if such words make none}
    ///
    /// @param words as they stand
    /// @param read where they stand
    /// @param lexicon what words always mean
    default Optional<JsonNode> value(String words, ReadText read, WordMeanings lexicon) {
        return switch (this) {
            case Plain.SAME -> text(read.spelling(words));
            case Plain.CAPITAL -> text(capital(words));
            case Plain.JOINED -> text(joined(words));
            case Plain.LOWER -> text(words.toLowerCase(Locale.ROOT));
            case Plain.UPPER -> text(words.toUpperCase(Locale.ROOT));
            case Plain.NUMBER -> number(words.replace(",", ""));
            case Plain.MEANT -> lexicon.meaning(words);
            case Plain.KNOWN -> KnownName.of(words, read).flatMap(ValueForm::text);
            case Affixed(String prefix, String suffix) -> text(prefix + words + suffix);
        };
    }

    private static Optional<JsonNode> text(String value) {
        return Optional.of(StringNode.valueOf(value));
    }

    private static Optional<JsonNode> number(String words) {
        if (words.matches("-?\\d{1,18}")) {
            long whole = Long.parseLong(words);
            return Optional.of(
                    whole == (int) whole ? IntNode.valueOf((int) whole) : LongNode.valueOf(whole));
        }
        return words.matches("-?\\d{1,15}\\.\\d{1,15}")
                ? Optional.of(DecimalNode.valueOf(new BigDecimal(words)))
                : Optional.empty();
    }

    private static String capital(String words) {
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String joined(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    }
}
