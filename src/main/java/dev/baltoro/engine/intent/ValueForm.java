package dev.baltoro.engine.intent;

import dev.baltoro.text.spoken.SpokenDate;
import dev.baltoro.text.spoken.SpokenNumber;
import dev.baltoro.text.spoken.SpokenZone;
import java.math.BigDecimal;
import java.util.List;
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
        /// As one name: `works at` is `works_at`.
        JOINED,
        /// In lower case.
        LOWER,
        /// In upper case.
        UPPER,
        /// As a number, of digits or of words.
        NUMBER,
        /// A number's digits: `sixty-six` is `66`, `1,024` is `1024`.
        NUMERAL,
        /// Without spaces and hyphens: `8032 0714` is `80320714`.
        BARE,
        /// As a day or a moment in ISO 8601.
        DATE,
        /// As the time zone of a city.
        ZONE,
        /// As the path of a folder, without a slash at its end.
        FOLDER,
        /// As the folder of what a path names.
        PARENT,
        /// As the name at the end of a path.
        NAME,
        /// As the words always mean it: `knots` is `kn`.
        MEANT,
        /// The longer name of which they are a part elsewhere in the conversation.
        KNOWN
    }

    /// With something around it.
    record Affixed(String prefix, String suffix) implements ValueForm {}

    /// As a multiple of a number: `3 days before` is -3 days, `8 weeks` are 56 days.
    record Times(int factor) implements ValueForm {
        /// The multiples that are looked for: opposites, and larger units that a tool lacks.
        static final List<Integer> FACTORS = List.of(-1, 7, -7, 12, -12, 60);
    }

    /// {@return the argument; empty if such words make none}
    ///
    /// @param words as they stand
    /// @param read where they stand
    /// @param lexicon what words always mean
    default Optional<JsonNode> value(String words, ReadText read, WordMeanings lexicon) {
        return switch (this) {
            case Plain.SAME -> text(read.spelling(words));
            case Plain.JOINED -> text(joined(words));
            case Plain.LOWER -> text(words.toLowerCase(Locale.ROOT));
            case Plain.UPPER -> text(words.toUpperCase(Locale.ROOT));
            case Plain.NUMBER -> numeral(words).flatMap(ValueForm::number);
            case Plain.NUMERAL -> numeral(words).flatMap(ValueForm::text);
            case Plain.BARE -> text(words.replaceAll("[\\s-]+", ""));
            case Plain.DATE -> SpokenDate.of(words).flatMap(ValueForm::text);
            case Plain.ZONE -> SpokenZone.of(words).flatMap(ValueForm::text);
            case Plain.FOLDER -> text(folder(read.spelling(words)));
            case Plain.PARENT -> parent(read.spelling(words)).flatMap(ValueForm::text);
            case Plain.NAME -> text(name(read.spelling(words)));
            case Plain.MEANT -> lexicon.meaning(words);
            case Plain.KNOWN -> KnownName.of(words, read).flatMap(ValueForm::text);
            case Times(int factor) ->
                    numeral(words)
                            .map(digits ->
                                    new BigDecimal(digits)
                                            .multiply(BigDecimal.valueOf(factor))
                                            .toPlainString())
                            .flatMap(ValueForm::number);
            case Affixed(String prefix, String suffix) -> text(prefix + words + suffix);
        };
    }

    private static Optional<JsonNode> text(String value) {
        return Optional.of(StringNode.valueOf(value));
    }

    private static Optional<String> numeral(String words) {
        String digits = words.replace(",", "");
        return digits.matches("-?\\d{1,18}(?:\\.\\d{1,15})?")
                ? Optional.of(digits)
                : SpokenNumber.of(words).map(BigDecimal::toPlainString);
    }

    /// {@return a path without a slash at its end}
    static String folder(String path) {
        return path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }

    /// {@return the folder of what a path names; empty if it says none}
    static Optional<String> parent(String path) {
        int slash = folder(path).lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(path.substring(0, slash));
    }

    /// {@return the name at the end of a path}
    static String name(String path) {
        String whole = folder(path);
        return whole.substring(whole.lastIndexOf('/') + 1);
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

    private static String joined(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    }
}
