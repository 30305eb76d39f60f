package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.Message;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A value as parts that a text says and what stands between them: `/srv/lib` `/` `notes.md`, `(`
/// `5` `+` `65` `)/2`.
final class TextParts {
    /// Letters of a value that is looked at.
    private static final int LETTERS_MAX = 400;

    /// Words of a value that is looked at.
    private static final int WORDS_MAX = 60;

    /// A part.
    sealed interface Part {
        /// What no words say.
        record Literal(String text) implements Part {}

        /// What words say that are a value's already.
        ///
        /// @param of the place among those that are taken
        record Taken(Place of, ValueForm form) implements Part {}

        /// What other words say.
        record Own(Place place, ValueForm form) implements Part {}
    }

    private final ReadText read;
    private final List<Mentions.Mention> mentions;
    private final List<Place> taken;
    private final List<Place> own = new ArrayList<>();
    private final String value;
    private final List<Word> words;

    private TextParts(
            ReadText read, List<Mentions.Mention> mentions, List<Place> taken, String value) {
        this.read = read;
        this.mentions = mentions;
        this.taken = taken;
        this.value = value;
        this.words = ReadText.of(List.of(new Message.User(value))).words();
    }

    /// {@return the parts of a value; none if it is too long, or nothing says a part of it}
    ///
    /// @param taken places of other values
    static List<Part> of(
            ReadText read, List<Mentions.Mention> mentions, List<Place> taken, String value) {
        if (value.length() > LETTERS_MAX) {
            return List.of();
        }
        TextParts parts = new TextParts(read, mentions, taken, value);
        if (parts.words.size() > WORDS_MAX) {
            return List.of();
        }
        List<Part> all = new ArrayList<>();
        parts.split(0, parts.words.size(), 0, value.length(), all);
        return all.stream().allMatch(part -> part instanceof Part.Literal) ? List.of() : all;
    }

    /// {@return what stands between the parts}
    static String literals(List<Part> parts) {
        return parts.stream()
                .map(part -> part instanceof Part.Literal(String text) ? text : "\0")
                .collect(Collectors.joining());
    }

    /// Splits a piece of the value at its longest part.
    private void split(int from, int to, int start, int end, List<Part> into) {
        for (int n = to - from; n > 0; n--) {
            for (int i = from; i + n <= to; i++) {
                int begins = words.get(i).start();
                int ends = words.get(i + n - 1).end();
                Optional<Part> part = part(value.substring(begins, ends), begins);
                if (part.isPresent()) {
                    if (part.get() instanceof Part.Own(Place place, ValueForm _)) {
                        own.add(place);
                    }
                    split(from, i, start, begins, into);
                    into.add(part.get());
                    split(i + n, to, ends, end, into);
                    return;
                }
            }
        }
        if (start < end) {
            into.add(new Part.Literal(value.substring(start, end)));
        }
    }

    private Optional<Part> part(String said, int at) {
        if (said.codePoints().noneMatch(Character::isLetterOrDigit)
                || said.endsWith("/")
                || at > 0 && said.startsWith("/")) {
            return Optional.empty();
        }
        for (Place place : taken) {
            String text = place.text(read);
            if (text.equals(said)) {
                return Optional.of(new Part.Taken(place, ValueForm.Plain.SAME));
            }
            if (ValueForm.folder(text).equals(said)) {
                return Optional.of(new Part.Taken(place, ValueForm.Plain.FOLDER));
            }
            if (ValueForm.name(text).equals(said)) {
                return Optional.of(new Part.Taken(place, ValueForm.Plain.NAME));
            }
            if (ValueForm.parent(text).equals(Optional.of(said))) {
                return Optional.of(new Part.Taken(place, ValueForm.Plain.PARENT));
            }
        }
        List<Place> all = new ArrayList<>(taken);
        all.addAll(own);
        for (Place place : WordPlaces.same(read, said, all)) {
            boolean folder = value.startsWith("/", at + said.length());
            ValueForm form = isNumber(said) ? ValueForm.Plain.NUMERAL : ValueForm.Plain.SAME;
            return Optional.of(new Part.Own(place, folder ? ValueForm.Plain.FOLDER : form));
        }
        return mentions.stream()
                .filter(mention ->
                        mention.form() == ValueForm.Plain.NUMERAL
                                && isNumber(said)
                                && new BigDecimal(said).compareTo(new BigDecimal(mention.value()))
                                        == 0
                                && all.stream().noneMatch(mention.place()::meets))
                .<Part>map(mention -> new Part.Own(mention.place(), mention.form()))
                .findFirst();
    }

    private static boolean isNumber(String said) {
        return said.matches("\\d{1,18}(?:\\.\\d{1,15})?");
    }
}
