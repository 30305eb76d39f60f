package dev.baltoro.synth.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lists of words, from a resource: `# name` begins a list with commas between its words, `## name`
/// one with an entry a line.
final class WordStock {
    private static final Map<String, List<String>> LISTS = read();

    private WordStock() {}

    /// {@return a list by its name}
    static List<String> list(String name) {
        return Optional.ofNullable(LISTS.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no list " + name));
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (String part : text().split("(?m)^(?=#+ [a-z-]+$)", -1)) {
            int end = part.indexOf('\n');
            if (end > 0) {
                String between = part.startsWith("##") ? "\n" : "[,\n]";
                lists.put(
                        part.substring(0, end).replace("#", "").strip(),
                        Stream.of(part.substring(end).split(between, -1))
                                .map(String::strip)
                                .filter(word -> !word.isEmpty())
                                .toList());
            }
        }
        return lists;
    }

    private static String text() {
        try (@Nullable InputStream in = WordStock.class.getResourceAsStream("words.txt")) {
            if (in == null) {
                throw new IllegalStateException("words.txt is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
