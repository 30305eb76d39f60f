package dev.baltoro.synth.request;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.value.CommonWords;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Surroundings.KnownFile;
import dev.baltoro.synth.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What earlier calls may have given back, and what was said to it: only what stands before a
/// request, never what one is scored by.
final class Results {
    private static final int ANSWER_MAX = 160;
    private static final double AS_OBJECT = 0.3;
    private static final int FOUND_MAX = 3;

    private static final Pattern CHANGES =
            Pattern.compile(
                    "(?i)^(create|add|insert|delete|remove|update|edit|set|save|store|send)");

    private static final List<String> DONE =
            List.of(
                    "Done.",
                    "That's done.",
                    "OK, done.",
                    "It is done.",
                    "Saved.",
                    "All right, it's changed.",
                    "Consider it done.",
                    "Done! Anything else?");

    private Results() {}

    /// A result and what the assistant said to it.
    record Given(String result, String answer) {}

    static Given of(Wish wish, Draws draw) {
        Optional<Given> graph = GraphResults.of(wish.call(), wish.situation());
        if (graph.isPresent()) {
            return graph.get();
        }
        if (CHANGES.matcher(wish.call().name()).find()) {
            return new Given(changed(wish.call(), draw), draw.pick(DONE));
        }
        String result = result(wish, draw);
        return new Given(result, answer(result, draw));
    }

    /// {@return what a tool says that has changed something: mostly that, or what was put in}
    private static String changed(WantedCall call, Draws draw) {
        String name = call.name().replaceAll("(?<=[a-z])(?=[A-Z])|[_-]", " ");
        return switch (draw.below(5)) {
            case 0 -> "{\"success\":true}";
            case 1, 2 ->
                    call.arguments().size() == 1
                            ? call.arguments().values().iterator().next().toString()
                            : call.arguments().toString();
            case 3 -> "Successfully done: " + name;
            default -> "ok";
        };
    }

    /// {@return a result that has a value}
    static Given of(Wish wish, Value value, Draws draw) {
        Optional<Given> graph = GraphResults.about(wish.call(), value, wish.situation());
        if (graph.isPresent()) {
            return graph.get();
        }
        boolean path = value.plain().startsWith("/");
        String result =
                !path && draw.chance(AS_OBJECT)
                        ? "{\"result\":%s}".formatted(value.json())
                        : value.plain();
        return new Given(result, answer(result, draw));
    }

    private static String result(Wish wish, Draws draw) {
        WantedCall call = wish.call();
        String name = call.name().toLowerCase(Locale.ROOT);
        Situation situation = wish.situation();
        String path = call.arguments().path("path").asString("");
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
        if (name.contains("write")) {
            return "Successfully wrote to " + path;
        }
        if (name.contains("move")) {
            return "Successfully moved "
                    + call.arguments().path("source").asString("")
                    + " to "
                    + call.arguments().path("destination").asString("");
        }
        if (name.contains("search") && !situation.surroundings().files().isEmpty()) {
            return found(situation);
        }
        return switch (draw.below(3)) {
            case 0 ->
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("result", CommonWords.word(draw))
                            .toString();
            case 1 ->
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("value", draw.between(1, 9999))
                            .toString();
            default -> CommonWords.word(draw);
        };
    }

    private static String found(Situation situation) {
        List<KnownFile> files = situation.surroundings().files();
        List<String> paths = new ArrayList<>();
        for (int i = situation.draw().between(1, FOUND_MAX); i > 0; i--) {
            paths.add(situation.draw().pick(files).path());
        }
        return paths.stream().distinct().collect(Collectors.joining("\n"));
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

    private static String answer(String result, Draws draw) {
        String text = result.length() > ANSWER_MAX ? result.substring(0, ANSWER_MAX) + "…" : result;
        if (text.startsWith("{")) {
            JsonNode json = JsonMapper.shared().readTree(text);
            text = json.size() == 1 ? json.values().iterator().next().asString() : text;
        }
        if (text.startsWith("Successfully")) {
            return draw.pick(DONE);
        }
        return draw.pick(
                        "",
                        "Here it is: ",
                        "Here you go: ",
                        "It says: ",
                        "The result: ",
                        "That is ",
                        "I found ",
                        "There is one: ",
                        "It's ")
                + text
                + draw.pick("", "", ".", " – anything else?");
    }
}
