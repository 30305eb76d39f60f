package dev.baltoro.synth.request;

import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.synth.value.Surroundings;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Requests for one tool of many, by which a search is measured. No model writes them, so they keep
/// words of the declaration; the second kind keeps none of its name.
public final class ToolQueries {
    private static final Pattern WORD_END =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s|\\R");

    /// Words that a description has to have beside those of the name.
    private static final int WORDS_MIN = 4;

    /// Letters by which two words count as one: create and created.
    private static final int SAME_BEGINNING = 5;

    private ToolQueries() {}

    /// {@return a request as people type it, with values, in phrasings that nothing was trained on}
    public static Optional<String> asked(McpTool tool, long seed) {
        try {
            return Optional.of(
                    RequestWriter.of(List.of(tool.declaration()), Surroundings.NONE, seed)
                            .with(Phrases.HELD_OUT)
                            .with(new KindMix(1, 0, 0, 0, 0))
                            .write(0)
                            .request());
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty(); // its schema is one that no value can be invented for
        }
    }

    /// {@return what the first sentence of the description says, without any word of the tool's
    /// name}
    public static Optional<String> described(McpTool tool) {
        Set<String> name =
                WORD_END.splitAsStream(tool.name())
                        .filter(word -> !word.isEmpty())
                        .map(ToolQueries::beginning)
                        .collect(Collectors.toSet());
        String first = SENTENCE_END.split(tool.description().strip(), 2)[0];
        List<String> left =
                Stream.of(first.split("[^\\p{L}\\p{N}']+"))
                        .filter(word -> !word.isEmpty() && !name.contains(beginning(word)))
                        .toList();
        return new HashSet<>(left).size() < WORDS_MIN
                ? Optional.empty()
                : Optional.of(String.join(" ", left));
    }

    private static String beginning(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.substring(0, Math.min(SAME_BEGINNING, lower.length()));
    }
}
