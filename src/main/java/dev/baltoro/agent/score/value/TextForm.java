package dev.baltoro.agent.score.value;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Forms in which texts are compared.
public final class TextForm {
    /// What may surround a name without being part of it.
    private static final String AROUND_NAMES = " .!?\"'“”«»";

    private static final List<String> ARTICLES = List.of("the ", "a ", "an ");

    /// Ends of a glob that only say "and everything below".
    private static final List<String> BELOW = List.of("/**/*", "/**", "/*");

    private TextForm() {}

    /// {@return Unicode's composed form (NFC)}
    public static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /// {@return a text without regard to case, and with one space for any white space}
    public static String loose(String text) {
        return folded(spaced(composed(text)));
    }

    /// {@return a name without regard to case, articles, quotes around it, and to what separates
    /// its words}
    public static String name(String text) {
        String words = spaced(loose(text).replaceAll("[_-]", " "));
        int begin = 0;
        int end = words.length();
        while (begin < end && AROUND_NAMES.indexOf(words.charAt(begin)) >= 0) {
            begin++;
        }
        while (end > begin && AROUND_NAMES.indexOf(words.charAt(end - 1)) >= 0) {
            end--;
        }
        String bare = words.substring(begin, end);
        for (String article : ARTICLES) {
            if (bare.startsWith(article)) {
                return bare.substring(article.length());
            }
        }
        return bare;
    }

    /// {@return lines without blank ones, trailing white space and differences of line ends}
    public static String lines(String text) {
        List<String> kept = new ArrayList<>();
        for (String line : composed(text).replace("\r\n", "\n").split("\n", -1)) {
            String trimmed = stripTrailing(line);
            if (!trimmed.isEmpty()) {
                kept.add(trimmed);
            }
        }
        return String.join("\n", kept);
    }

    /// {@return a glob of what is left out, reduced to the name that it is about}
    public static String excluded(String glob) {
        String bare = withoutSlashes(composed(glob));
        while (bare.startsWith("**/")) {
            bare = bare.substring(3);
        }
        for (String tail : BELOW) {
            if (bare.endsWith(tail)) {
                bare = bare.substring(0, bare.length() - tail.length());
            }
        }
        return withoutSlashes(bare);
    }

    private static String withoutSlashes(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && text.charAt(begin) == '/') {
            begin++;
        }
        while (end > begin && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(begin, end);
    }

    /// {@return a text without white space at its ends}
    public static String strip(String text) {
        int begin = 0;
        while (begin < text.length() && isSpace(text.charAt(begin))) {
            begin++;
        }
        return stripTrailing(text.substring(begin));
    }

    private static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String spaced(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isSpace(c)) {
                out.append(c);
            } else if (out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return strip(out.toString());
    }

    /// All of Unicode's white space, and the separators that ASCII has for files and records.
    private static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r'
                || c >= 0x1C && c <= ' '
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200A
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    /// Case folding, letter by letter: Java's own lower case looks at a letter's neighbours.
    private static String folded(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (c == 'ı') { // keeps its own case, though its capital is I
                        out.append('ı');
                    } else {
                        Character.toString(c)
                                .toLowerCase(Locale.ROOT) // the capital ẞ has no other capital
                                .toUpperCase(Locale.ROOT)
                                .codePoints()
                                .mapToObj(Character::toString)
                                .forEach(one -> out.append(one.toLowerCase(Locale.ROOT)));
                    }
                });
        return out.toString();
    }
}
