package dev.baltoro.agent.score.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Edits of a text, one after the other: each puts a new text in the place of an old one's first
/// occurrence, or of lines that differ from it in indentation only.
///
/// @param edits in their order
public record EditScript(List<Edit> edits) {
    public EditScript {
        edits = List.copyOf(edits);
    }

    /// One edit.
    public record Edit(String oldText, String newText) {}

    /// {@return the edited text; empty if an old text is not there}
    public Optional<String> apply(String before) {
        String text = before;
        for (Edit edit : edits) {
            Optional<String> after = apply(edit, text);
            if (after.isEmpty()) {
                return Optional.empty();
            }
            text = after.get();
        }
        return Optional.of(text);
    }

    private static Optional<String> apply(Edit edit, String text) {
        String wanted = edit.oldText.replace("\r\n", "\n");
        String fresh = edit.newText.replace("\r\n", "\n");
        int at = text.indexOf(wanted);
        if (at >= 0) {
            return Optional.of(
                    text.substring(0, at) + fresh + text.substring(at + wanted.length()));
        }
        List<String> lines = List.of(text.split("\n", -1));
        List<String> old = List.of(wanted.split("\n", -1));
        return IntStream.rangeClosed(0, lines.size() - old.size())
                .filter(i -> alike(lines.subList(i, i + old.size()), old))
                .mapToObj(i -> replaced(lines, i, old.size(), fresh))
                .findFirst();
    }

    private static boolean alike(List<String> lines, List<String> others) {
        return IntStream.range(0, lines.size())
                .allMatch(i -> lines.get(i).strip().equals(others.get(i).strip()));
    }

    private static String replaced(List<String> lines, int at, int count, String fresh) {
        List<String> all = new ArrayList<>(lines.subList(0, at));
        all.add(fresh);
        all.addAll(lines.subList(at + count, lines.size()));
        return String.join("\n", all);
    }
}
