package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What linear models see of a text: hashes of its n-grams.
final class Features {
    private static final int WORDS_MAX = 3;
    private static final int LETTERS_MIN = 3;
    private static final int LETTERS_MAX = 5;

    /// Between the numbers of features of a whole request and of the rest of one.
    private static final long APART = 1_000;

    private static final long STEP = 0xD6E8FEB86659FD93L;

    private Features() {}

    /// Features with one weight for all of them.
    ///
    /// @param hashes of each
    /// @param value of each, such that the squares of all add up to 1
    record Group(long[] hashes, float value) {
        static Group of(List<Long> hashes) {
            return new Group(
                    hashes.stream().mapToLong(Long::longValue).toArray(),
                    (float) (1 / Math.sqrt(Math.max(1, hashes.size()))));
        }
    }

    /// {@return a request's n-grams of words and of letters, and what came before it}
    ///
    /// Those of the rest of a request are others: "hash it" lacks a value where it is all.
    static List<Group> ofRequest(ReadText read) {
        long apart = read.second() ? APART : 0;
        List<String> words = new ArrayList<>();
        List<Long> letters = new ArrayList<>();
        for (Word word : read.words()) {
            if (word.part() == Word.Part.REQUEST) {
                String plain = plain(word.text());
                words.add(plain);
                letters(apart + 6, " " + plain + " ", letters);
            }
        }
        List<Long> grams = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            long hash = apart + 1;
            for (int n = 0; n < WORDS_MAX && i + n < words.size(); n++) {
                hash = mix(hash, words.get(i + n));
                grams.add(hash);
            }
        }
        grams.add(mix(apart + 2, words.isEmpty() ? "" : words.getFirst())); // how it begins
        grams.add(mix(apart + 3, words.isEmpty() ? "" : words.getLast()));
        List<Long> before = new ArrayList<>();
        before.add(mix(apart + 4, read.askedBefore() ? "asked" : "not"));
        read.calledBefore().stream().distinct().forEach(name -> before.add(mix(apart + 5, name)));
        return List.of(Group.of(grams), Group.of(letters), Group.of(before));
    }

    private static void letters(long kind, String word, List<Long> into) {
        for (int n = LETTERS_MIN; n <= LETTERS_MAX; n++) {
            for (int i = 0; i + n <= word.length(); i++) {
                into.add(mix(kind, word.substring(i, i + n)));
            }
            if (n >= word.length()) {
                break;
            }
        }
    }

    /// {@return what each word and its neighbours are like}
    static long[][] ofWords(ReadText read) {
        int n = read.words().size();
        String[] plain = new String[n];
        String[] shape = new String[n];
        boolean[] quoted = new boolean[n];
        byte[] known = KnownRuns.of(read);
        boolean open = false;
        for (int i = 0; i < n; i++) {
            Word word = read.words().get(i);
            plain[i] = plain(word.text());
            shape[i] = shape(word.text());
            open ^= isQuote(word, read, i);
            quoted[i] = open;
        }
        long[][] features = new long[n][];
        for (int i = 0; i < n; i++) {
            features[i] = word(read, i, plain, shape, quoted, known);
        }
        return features;
    }

    private static long[] word(
            ReadText read, int i, String[] plain, String[] shape, boolean[] quoted, byte[] known) {
        Word word = read.words().get(i);
        String w = plain[i];
        String before = at(plain, i - 1);
        String after = at(plain, i + 1);
        boolean tight = i > 0 && word.follows(read.words().get(i - 1));
        boolean tightAfter = i + 1 < plain.length && read.words().get(i + 1).follows(word);
        String part = word.part().name();
        boolean first = i == 0 || read.words().get(i - 1).part() != word.part();
        return new long[] {
            mix(10, part),
            mix(11, w),
            mix(12, shape[i]),
            mix(13, quoted[i] + at(plain, i - 1)),
            mix(14, before),
            mix(15, after),
            mix(16, at(plain, i - 2)),
            mix(17, at(plain, i + 2)),
            mix(18, at(plain, i - 2) + ' ' + before),
            mix(19, after + ' ' + at(plain, i + 2)),
            mix(20, before + ' ' + w),
            mix(21, w + ' ' + after),
            mix(22, at(plain, i - 3) + ' ' + at(plain, i - 2) + ' ' + before),
            mix(23, after + ' ' + at(plain, i + 2) + ' ' + at(plain, i + 3)),
            mix(24, at(shape, i - 1)),
            mix(25, at(shape, i + 1)),
            mix(26, at(shape, i - 1) + ' ' + shape[i] + ' ' + at(shape, i + 1)),
            mix(27, w.substring(0, Math.min(2, w.length()))),
            mix(28, w.substring(Math.max(0, w.length() - 3))),
            mix(29, (tight ? "<" : "") + (tightAfter ? ">" : "") + shape[i]),
            mix(30, at(plain, i - 3)),
            mix(31, at(plain, i + 3)),
            mix(32, first + part),
            mix(33, quoted[i] + part),
            mix(34, known[i] + part),
            mix(35, known[i] + "" + (i + 1 < known.length ? known[i + 1] : KnownRuns.NEW)),
            mix(36, known[i] + before),
            mix(37, known[i] + after),
        };
    }

    private static String at(String[] words, int i) {
        return i < 0 ? "^" : i >= words.length ? "$" : words[i];
    }

    private static boolean isQuote(Word word, ReadText read, int i) {
        return switch (word.text()) {
            case "\"", "“", "”", "„", "«", "»", "`", "‘", "「", "」" -> true;
            // an apostrophe stands between letters
            case "'", "’" ->
                    !(i > 0
                            && word.follows(read.words().get(i - 1))
                            && i + 1 < read.words().size()
                            && read.words().get(i + 1).follows(word));
            default -> false;
        };
    }

    /// {@return a word without its case, digits all alike}
    private static String plain(String word) {
        StringBuilder plain = new StringBuilder(word.length());
        String lower = word.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            plain.append(Character.isDigit(lower.charAt(i)) ? '0' : lower.charAt(i));
        }
        return plain.toString();
    }

    /// {@return which kinds of characters a word has, runs as one}
    private static String shape(String word) {
        if (word.length() == 1 && !Character.isLetterOrDigit(word.charAt(0))) {
            return word;
        }
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char kind = kind(word.charAt(i));
            if (shape.isEmpty() || shape.charAt(shape.length() - 1) != kind) {
                shape.append(kind);
            }
        }
        return shape.toString();
    }

    private static char kind(char c) {
        if (Character.isUpperCase(c)) {
            return 'X';
        }
        if (Character.isDigit(c)) {
            return '0';
        }
        return Character.isLetter(c) ? 'x' : '.';
    }

    /// {@return where the weight of a feature together with something else is, in a table of
    /// `2^bits`}
    static int place(long feature, long other, int bits) {
        long hash = (feature ^ other) * STEP;
        return (int) ((hash ^ (hash >>> 32)) * STEP >>> (64 - bits));
    }

    /// {@return the hash of a feature}
    static long mix(long seed, String text) {
        long hash = seed * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0xFF51AFD7ED558CCDL;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
