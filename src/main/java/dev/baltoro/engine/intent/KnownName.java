package dev.baltoro.engine.intent;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The longer name of which some words are a part: "Haruto" where an earlier part of the
/// conversation has "Haruto Greco", "jardín" where it has "jardín.md".
final class KnownName {
    /// Letters of which one can be sure that they are a name's.
    private static final int LETTERS_LEAST = 3;

    private KnownName() {}

    /// {@return the longer name; empty if there is none, or more than one}
    ///
    /// A name goes on to both sides as far as there is no space, and over words that begin with a
    /// capital or a digit; not to the word that begins a sentence.
    static Optional<String> of(String said, ReadText read) {
        if (said.length() < LETTERS_LEAST || said.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        String text = read.text().substring(0, read.request());
        Set<String> names = new LinkedHashSet<>();
        for (int at = 0; at + said.length() <= text.length(); at++) {
            int end = at + said.length();
            if (!text.regionMatches(true, at, said, 0, said.length())
                    || at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))
                    || end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                continue;
            }
            String name = text.substring(begin(text, at), end(text, end));
            if (name.length() == said.length()) {
                return Optional.empty(); // it is a whole name itself
            }
            names.add(name);
        }
        return names.size() == 1 ? Optional.of(names.iterator().next()) : Optional.empty();
    }

    private static int end(String text, int from) {
        int end = tight(text, from, 1);
        while (end + 1 < text.length()
                && text.charAt(end) == ' '
                && isNamed(text.charAt(end + 1))) {
            end = tight(text, end + 1, 1);
        }
        return end;
    }

    private static int begin(String text, int from) {
        int begin = tight(text, from, -1);
        if (begin > 0 && begin < from && text.charAt(begin - 1) == '/') {
            return begin - 1; // an absolute path
        }
        while (begin > 1 && text.charAt(begin - 1) == ' ' && isInner(text.charAt(begin - 2))) {
            int before = tight(text, begin - 1, -1);
            if (!isNamed(text.charAt(before)) || beginsSentence(text, before)) {
                break;
            }
            begin = before;
        }
        return begin;
    }

    private static boolean beginsSentence(String text, int at) {
        int i = at - 1;
        while (i >= 0 && text.charAt(i) == ' ') {
            i--;
        }
        return i < 0 || ".!?\n".indexOf(text.charAt(i)) >= 0;
    }

    /// {@return how far a word without spaces goes; a sign at its end is not of it}
    private static int tight(String text, int from, int step) {
        int at = from;
        int sure = from;
        while (step > 0 ? at < text.length() : at > 0) {
            char c = text.charAt(step > 0 ? at : at - 1);
            if (!isInner(c) && "._-/'".indexOf(c) < 0) {
                break;
            }
            at += step;
            sure = isInner(c) ? at : sure;
        }
        return sure;
    }

    private static boolean isInner(char c) {
        return Character.isLetterOrDigit(c);
    }

    private static boolean isNamed(char c) {
        return Character.isUpperCase(c) || Character.isDigit(c);
    }
}
