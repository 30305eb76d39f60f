package dev.baltoro.engine.intent;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Words of a request that an earlier part of the conversation has in the same order: names of what
/// is there, most of them.
final class KnownRuns {
    /// A word that no earlier part has.
    static final byte NEW = 0;

    /// The first word of such a run.
    static final byte BEGINS = 1;

    /// A later one.
    static final byte GOES_ON = 2;

    /// Words that name nothing, unless they are written as names.
    private static final Set<String> COMMON =
            Set.of(
                    "a", "an", "the", "in", "of", "and", "or", "is", "are", "for", "to", "has",
                    "have", "you", "i", "me", "my", "it", "on", "at", "with", "so", "far", "be",
                    "was", "that", "this", "user", "there", "not", "no", "its");

    /// Letters of a title that is shortened by a dot.
    private static final int TITLE_MAX = 4;

    /// Words of a whole name of which nobody means a part.
    private static final int WHOLE_MAX = 6;

    private static final String SEPARATORS = ",;:()[]{}\"“”'‘’`|\n";

    private KnownRuns() {}

    /// {@return for each word whether it begins such a run, goes on with one, or is new; [#NEW] for
    /// words that are not the request's}
    static byte[] of(ReadText read) {
        List<Word> words = read.words();
        byte[] known = new byte[words.size()];
        int first = words.size() - read.requestWords();
        int i = first;
        while (i < words.size()) {
            int length = 0;
            for (int at = 0; at < first; at++) {
                length = Math.max(length, run(words, i, at, first));
            }
            if (length > 0) {
                known[i] = BEGINS;
                for (int k = 1; k < length; k++) {
                    known[i + k] = GOES_ON;
                }
            }
            i += Math.max(1, length);
        }
        return known;
    }

    /// Marks the words that go on with a whole name: one that stands between two signs in the
    /// earlier part, as in a list.
    static void markWhole(ReadText read, boolean[] goesOn) {
        List<Word> words = read.words();
        int first = words.size() - read.requestWords();
        for (int i = first; i < words.size(); i++) {
            for (int at = 0; at < first; at++) {
                int length = run(words, i, at, first);
                boolean whole =
                        length > 1
                                && length <= WHOLE_MAX
                                && (at == 0 || isSeparator(words, at - 1))
                                && isSeparator(words, at + length);
                for (int k = 1; whole && k < length; k++) {
                    goesOn[i + k] = true;
                }
            }
        }
    }

    /// {@return how many words are the same from two places on; 0 if they are no name}
    private static int run(List<Word> words, int i, int at, int first) {
        int length = 0;
        while (i + length < words.size()
                && at + length < first
                && same(words.get(i + length), words.get(at + length))
                && words.get(at + length).part() == words.get(at).part()
                && !isSeparator(words, at + length)) {
            length++;
        }
        while (length > 0 && isCommon(words, at + length - 1)) {
            length--;
        }
        if (length == 0 || isCommon(words, at)) {
            return 0;
        }
        boolean bounded = at == 0 || isSeparator(words, at - 1) || isSeparator(words, at + length);
        return bounded || isNamed(words.subList(at, at + length)) ? length : 0;
    }

    private static boolean same(Word one, Word other) {
        return one.text().equalsIgnoreCase(other.text());
    }

    private static boolean isSeparator(List<Word> words, int at) {
        Word word = words.get(at);
        boolean apart = at + 1 == words.size() || !words.get(at + 1).follows(word);
        return word.text().equals(".")
                ? apart && !isShortened(words, at)
                : isQuoteOrStop(words, at, apart);
    }

    /// {@return whether a dot shortens a title: `Mrs. Vos`, `St. Brigid's School`}
    private static boolean isShortened(List<Word> words, int at) {
        return at > 0
                && at + 1 < words.size()
                && words.get(at).follows(words.get(at - 1))
                && words.get(at - 1).text().length() <= TITLE_MAX
                && Character.isUpperCase(words.get(at - 1).text().charAt(0))
                && Character.isUpperCase(words.get(at + 1).text().charAt(0))
                && words.get(at + 1).part() == words.get(at).part();
    }

    /// An apostrophe between letters is of the word.
    private static boolean isQuoteOrStop(List<Word> words, int at, boolean apart) {
        String text = words.get(at).text();
        if (text.equals("'") || text.equals("’")) {
            return apart || at == 0 || !words.get(at).follows(words.get(at - 1));
        }
        return text.length() == 1 && SEPARATORS.contains(text);
    }

    private static boolean isCommon(List<Word> words, int at) {
        String text = words.get(at).text();
        boolean begins = at == 0 || words.get(at - 1).text().equals(".");
        return COMMON.contains(begins ? text.toLowerCase(Locale.ROOT) : text)
                || text.length() == 1 && !Character.isLetterOrDigit(text.charAt(0));
    }

    private static boolean isNamed(List<Word> run) {
        return run.stream()
                .anyMatch(word -> {
                    String text = word.text();
                    return Character.isDigit(text.charAt(0))
                            || Character.isUpperCase(text.charAt(0))
                                    && !COMMON.contains(text.toLowerCase(Locale.ROOT));
                });
    }
}
