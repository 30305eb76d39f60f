package dev.baltoro.engine.intent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of files, identifiers, names that the conversation had before, days and numbers of several
/// words, of which nobody means a part: `run_02.csv` is three words here, and one value or none.
final class WholeNames {
    /// Letters, digits and the signs within names, in one piece; what begins with a dot may be the
    /// end of a name.
    private static final Pattern NAME =
            Pattern.compile("(?<![^\\s\"'`“‘«(\\[])[\\p{L}\\p{N}/~][\\p{L}\\p{N}\\p{M}_./~-]*");

    /// Letters of a name in a script that is written without spaces.
    private static final int SPACELESS_MAX = 8;

    private static final Pattern SIGN = Pattern.compile("[_./-](?=[\\p{L}\\p{N}])");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private WholeNames() {}

    /// {@return for each word whether it goes on with the name that the word before it is of}
    static boolean[] of(ReadText read) {
        boolean[] goesOn = new boolean[read.words().size()];
        Matcher names = NAME.matcher(read.text());
        int word = 0;
        while (names.find()) {
            String name = names.group();
            if (!SIGN.matcher(name).find() || !LETTER.matcher(name).find()) {
                continue; // a word, or a number
            }
            int end = names.end();
            while (end > names.start() && ".-/".indexOf(read.text().charAt(end - 1)) >= 0) {
                end--; // the sentence's
            }
            while (word < goesOn.length && read.words().get(word).start() <= names.start()) {
                word++;
            }
            while (word < goesOn.length && read.words().get(word).end() <= end) {
                goesOn[word] =
                        word > 0 && read.words().get(word).follows(read.words().get(word - 1));
                word++;
            }
        }
        markSpaceless(read, goesOn);
        read.links().forEach(link -> mark(read, link.start(), link.end(), goesOn));
        markSpaced(read, goesOn);
        KnownRuns.markWhole(read, goesOn);
        for (Mentions.Mention mention : Mentions.of(read)) {
            if (mention.form() != ValueForm.Plain.BARE) { // `10-20` may be two
                for (int i = mention.place().from() + 1; i < mention.place().to(); i++) {
                    goesOn[i] = true;
                }
            }
        }
        return goesOn;
    }

    /// Marks names with spaces that the conversation has told: folders, files.
    private static void markSpaced(ReadText read, boolean[] goesOn) {
        String text = SaidValue.lower(read.text());
        for (String name : read.names()) {
            String lower = SaidValue.lower(name);
            for (int at = text.indexOf(lower); at >= 0; at = text.indexOf(lower, at + 1)) {
                int end = at + lower.length();
                boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
                boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
                if (begins && ends) {
                    mark(read, at, end, goesOn);
                }
            }
        }
    }

    private static void mark(ReadText read, int start, int end, boolean[] goesOn) {
        for (int i = 0; i < goesOn.length; i++) {
            Word word = read.words().get(i);
            goesOn[i] |= start < word.start() && word.end() <= end;
        }
    }

    /// Marks names in letters that are written without spaces, each of which is a word here: short
    /// runs of them that stand alone, as a sentence of such letters does not.
    private static void markSpaceless(ReadText read, boolean[] goesOn) {
        for (int from = 0; from < goesOn.length; from++) {
            int to = from;
            while (to < goesOn.length
                    && isSpaceless(read.words().get(to))
                    && (to == from || read.words().get(to).follows(read.words().get(to - 1)))) {
                to++;
            }
            boolean name = to - from > 1 && to - from <= SPACELESS_MAX && isAlone(read, from, to);
            for (int i = from + 1; name && i < to; i++) {
                goesOn[i] = true;
            }
            from = Math.max(from, to - 1);
        }
    }

    private static boolean isSpaceless(Word word) {
        return ReadText.isWithoutSpaces(word.text().codePointAt(0));
    }

    private static boolean isAlone(ReadText read, int from, int to) {
        int before = read.words().get(from).start() - 1;
        int behind = read.words().get(to - 1).end();
        return (before < 0 || !Character.isLetterOrDigit(read.text().charAt(before)))
                && (behind == read.text().length()
                        || !Character.isLetterOrDigit(read.text().charAt(behind)));
    }
}
