package dev.baltoro.synth.request;

import dev.baltoro.synth.value.CommonWords;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Surroundings.KnownFile;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What earlier calls may have given back: only what stands before a request, never what one is
/// scored by.
final class Results {
    private static final int ANSWER_MAX = 160;

    private Results() {}

    static String of(Wish wish, Draws draw) {
        String name = wish.call().name().toLowerCase(Locale.ROOT);
        Situation situation = wish.situation();
        String path = wish.call().arguments().path("path").asString("");
        if (name.contains("list_dir")) {
            return listing(situation, path);
        }
        if (name.contains("read") && !path.isEmpty()) {
            return situation
                    .surroundings()
                    .file(path)
                    .filter(file -> !file.lines().isEmpty())
                    .map(file -> String.join("\n", file.lines()))
                    .orElse(CommonWords.word(draw) + " " + CommonWords.word(draw));
        }
        if (name.contains("write") || name.contains("create_dir")) {
            return "Successfully wrote to " + path;
        }
        if (name.contains("move")) {
            return "Successfully moved "
                    + wish.call().arguments().path("source").asString("")
                    + " to "
                    + wish.call().arguments().path("destination").asString("");
        }
        return switch (draw.below(4)) {
            case 0 ->
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("result", CommonWords.word(draw))
                            .toString();
            case 1 -> JsonMapper.shared().createObjectNode().put("ok", true).toString();
            case 2 ->
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("value", draw.between(1, 9999))
                            .toString();
            default -> CommonWords.word(draw);
        };
    }

    private static String listing(Situation situation, String path) {
        List<String> inside =
                situation.surroundings().files().stream()
                        .filter(file -> file.folder().equals(path))
                        .map(KnownFile::name)
                        .toList();
        return inside.isEmpty()
                ? "[DIR] old\n[FILE] notes.txt"
                : inside.stream().map(each -> "[FILE] " + each).collect(Collectors.joining("\n"));
    }

    /// {@return what the assistant said to it}
    static String answer(String result, Draws draw) {
        String text = result.length() > ANSWER_MAX ? result.substring(0, ANSWER_MAX) + "…" : result;
        if (text.startsWith("{")) {
            JsonNode json = JsonMapper.shared().readTree(text);
            text = json.size() == 1 ? json.values().iterator().next().asString() : text;
        }
        if (text.startsWith("Successfully") || text.equals("true")) {
            return draw.pick("Done.", "That's done.", "OK, done.", "It is done.");
        }
        return draw.pick("", "Here it is: ", "Here you go: ", "It says: ", "The result: ") + text;
    }
}
