package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How people type words of English: contracted or in full, short as in a chat, without articles,
/// with other words for the same. Values stay as they are.
final class Habits {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z']*");
    private static final Pattern ARTICLE =
            Pattern.compile("(?<![\\w'-])(the|a|an|The|A|An) (?=[a-z])");
    private static final int WORDS_MAX = 3;
    private static final Map<String, Map<String, List<String>>> LISTS = read();
    private static final double SAME_WORD = 0.45;

    private Habits() {}

    /// {@return the speech with some words exchanged for others of the same meaning}
    static Speech synonyms(Speech speech, Draws draw) {
        return exchanged(speech, "synonyms", 1 - SAME_WORD, draw);
    }

    static Speech contracted(Speech speech, Draws draw) {
        return exchanged(speech, draw.chance(0.6) ? "contracted" : "in-full", 0.8, draw);
    }

    static Speech chat(Speech speech, Draws draw) {
        return exchanged(speech, "chat", 0.6 + 0.4 * draw.share(), draw);
    }

    /// As by somebody who learns the language.
    static Speech learner(Speech speech, Draws draw) {
        Speech said = exchanged(speech, "learner", 0.7, draw);
        return draw.chance(0.6) ? without(said, draw, 0.8) : said;
    }

    /// As in a telegram.
    static Speech terse(Speech speech, Draws draw) {
        return without(exchanged(speech, "terse", 0.7, draw), draw, 0.9);
    }

    private static Speech without(Speech speech, Draws draw, double share) {
        return speech.edit(words -> {
            Matcher article = ARTICLE.matcher(words);
            StringBuilder out = new StringBuilder();
            while (article.find()) {
                article.appendReplacement(
                        out, draw.chance(share) ? "" : Matcher.quoteReplacement(article.group()));
            }
            return article.appendTail(out).toString();
        });
    }

    private static Speech exchanged(Speech speech, String list, double share, Draws draw) {
        Map<String, List<String>> words = LISTS.getOrDefault(list, Map.of());
        return speech.edit(text -> exchanged(text, words, share, draw));
    }

    private static String exchanged(
            String text, Map<String, List<String>> words, double share, Draws draw) {
        List<int[]> found = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            found.add(new int[] {matcher.start(), matcher.end()});
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int i = 0; i < found.size(); i++) {
            int start = found.get(i)[0];
            if (start < from || joined(text, start - 1)) {
                continue;
            }
            for (int n = Math.min(WORDS_MAX, found.size() - i); n > 0; n--) {
                int end = found.get(i + n - 1)[1];
                String key = text.substring(start, end);
                @Nullable List<String> others = words.get(key.toLowerCase(Locale.ROOT));
                if (others != null && !joined(text, end)) {
                    if (draw.chance(share)) {
                        String other = draw.pick(others);
                        out.append(text, from, start)
                                .append(
                                        Character.isUpperCase(key.charAt(0))
                                                ? capital(other)
                                                : other);
                        from = end;
                    }
                    break;
                }
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    /// Whether the letters go on: in `read_graph` or `dry-run` nothing is exchanged.
    private static boolean joined(String text, int at) {
        return at >= 0
                && at < text.length()
                && "_-.=([/\\$".indexOf(text.charAt(at)) >= 0
                && !(text.charAt(at) == '.' && at == text.length() - 1);
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /// Lines of the form `from, from => to, to` below a list's name; in a line without an arrow all
    /// stand for each other.
    private static Map<String, Map<String, List<String>>> read() {
        Map<String, Map<String, List<String>>> lists = new LinkedHashMap<>();
        Map<String, List<String>> list = new LinkedHashMap<>();
        for (String line : text().lines().map(String::strip).toList()) {
            if (line.startsWith("# ")) {
                list = new LinkedHashMap<>();
                lists.put(line.substring(2), list);
            } else if (!line.isEmpty() && !line.startsWith("//")) {
                String[] sides = line.split("\\s*=>\\s*", -1);
                List<String> to = List.of(sides[sides.length - 1].split("\\s*,\\s*", -1));
                for (String from : sides[0].split("\\s*,\\s*")) {
                    list.put(from, to);
                }
            }
        }
        return lists;
    }

    private static String text() {
        try (@Nullable InputStream in = Habits.class.getResourceAsStream("habits.txt")) {
            if (in == null) {
                throw new IllegalStateException("habits.txt is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
