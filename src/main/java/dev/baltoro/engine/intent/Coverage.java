package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether calls have what a request points out: text in quotes, names that the conversation had
/// before, names of files, numbers. Who names a thing wants something of it.
final class Coverage {
    /// Letters of a request that are looked at.
    private static final int LETTERS_MAX = 2_000;

    /// Things that are looked at, of each sort.
    private static final int MOST = 8;

    private static final Pattern QUOTED =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}])(?:'([^'\\n]+(?:'\\p{L}[^'\\n]*)*)'(?![\\p{L}\\p{N}])|\"([^\"\\n]+)\"|“([^”\\n]+)”|«([^»\\n]+)»|`([^`\\n]+)`)");
    private static final Pattern FILE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}./_-])[\\p{L}\\p{N}_/-]+\\.[a-z]\\p{Alnum}{0,4}(?![\\p{L}\\p{N}])");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{L}\\p{N}.,:/_-])\\d+(?:[.,]\\d+)*(?![\\p{L}\\p{N}:/_-])");

    private final List<String> things = new ArrayList<>();

    private final List<HalfNames.Link> links;
    private final String text;

    private Coverage(ReadText read) {
        this.links = read.links();
        this.text = read.text();
    }

    /// {@return what a request points out}
    static Coverage of(ReadText read) {
        Coverage coverage = new Coverage(read);
        int end = Math.min(read.text().length(), read.request() + LETTERS_MAX);
        String request = read.text().substring(read.request(), end);
        coverage.find(QUOTED, request);
        coverage.find(FILE, request);
        coverage.find(NUMBER, request);
        byte[] known = KnownRuns.of(read);
        int found = 0;
        for (int i = 0; i < known.length && found < MOST; i++) {
            if (known[i] == KnownRuns.BEGINS) {
                int to = i + 1;
                while (to < known.length && known[to] == KnownRuns.GOES_ON) {
                    to++;
                }
                coverage.things.add(plain(new Place(i, to).text(read)));
                found++;
            }
        }
        return coverage;
    }

    private void find(Pattern pattern, String request) {
        Matcher matcher = pattern.matcher(request);
        for (int i = 0; i < MOST && matcher.find(); i++) {
            String text = matcher.group();
            for (int group = 1; group <= matcher.groupCount(); group++) {
                @Nullable String inner = matcher.group(group);
                text = inner == null ? text : inner;
            }
            things.add(plain(text));
        }
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace(",", "").strip();
    }

    /// {@return how many of these things calls lack}
    int missing(List<ToolCall> calls) {
        if (things.isEmpty()) {
            return 0;
        }
        List<String> values = new ArrayList<>();
        for (Leaf leaf : Leaf.of(calls)) {
            values.add(plain(leaf.text().isEmpty() ? leaf.value().toString() : leaf.text()));
        }
        return (int)
                things.stream()
                        .filter(thing ->
                                values.stream()
                                        .noneMatch(value ->
                                                isSame(thing, value) || isSaid(thing, value)))
                        .count();
    }

    /// {@return whether a value has the words in place of which a whole name stands}
    private boolean isSaid(String thing, String value) {
        return links.stream()
                .anyMatch(link ->
                        plain(text.substring(link.start(), link.end())).contains(thing)
                                && value.contains(plain(link.said())));
    }

    private static boolean isSame(String thing, String value) {
        return value.contains(thing) || value.length() > 2 && thing.contains(value);
    }
}
