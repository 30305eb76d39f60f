package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.WantedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// Results of tools that are not called for real: of the usual forms and lengths, failures among
/// them, so that a model learns to end after any of them. The same call has the same result.
public final class InventedResults implements RequestConversation.Results {
    private static final Pattern CHANGES =
            Pattern.compile(
                    "(?i)(create|write|edit|move|delete|remove|add|set|update|send|put|rename|save|clear|insert)");

    private static final List<String> WORDS =
            List.of(
                    "alpha", "report", "north", "value", "2026", "Mara", "blue", "42", "0.75",
                    "notes", "ok", "open", "Lisbon", "week", "cable", "true", "draft", "17:30",
                    "the", "of", "Größe", "été", "null", "menu", "price", "4.20", "server", "left");

    private static final List<String> FAILURES =
            List.of(
                    "Error: not found: %s",
                    "error: permission denied",
                    "ENOENT: no such file or directory, open '%s'",
                    "Access denied - path outside allowed directories: %s",
                    "Invalid arguments: %s is not known",
                    "{\"error\":\"%s does not exist\"}");

    private static final int LINES_MAX = 9;
    private static final int WORDS_MAX = 7;
    private static final double FAILURE_SHARE = 0.15;

    @Override
    public String of(WantedCall call) {
        SplittableRandom random = new SplittableRandom((call.name() + call.arguments()).hashCode());
        if (random.nextDouble() < FAILURE_SHARE) {
            return FAILURES.get(random.nextInt(FAILURES.size())).formatted(value(call, random));
        }
        if (CHANGES.matcher(call.name()).find()) {
            return switch (random.nextInt(5)) {
                case 0 -> "ok";
                case 1 -> "Successfully done: " + value(call, random);
                case 2 -> call.arguments().toString();
                case 3 ->
                        "--- "
                                + value(call, random)
                                + "\n+++ "
                                + value(call, random)
                                + "\n"
                                + lines(random, "+");
                default -> "{\"success\":true,\"id\":" + random.nextInt(1000) + "}";
            };
        }
        return switch (random.nextInt(7)) {
            case 0 -> word(random);
            case 1 ->
                    "{\"result\":\"%s\",\"count\":%d}".formatted(word(random), random.nextInt(50));
            case 2 -> lines(random, "");
            case 3 -> lines(random, "- ");
            case 4 -> lines(random, random.nextBoolean() ? "[FILE] " : "[DIR] ");
            case 5 -> objects(call, random);
            default -> value(call, random) + ":\n" + lines(random, "");
        };
    }

    /// {@return something of the call that results often repeat}
    private static String value(WantedCall call, SplittableRandom random) {
        List<String> texts = new ArrayList<>();
        call.arguments()
                .forEach(argument -> {
                    if (argument.isString()) {
                        texts.add(argument.asString());
                    }
                });
        return texts.isEmpty() ? word(random) : texts.get(random.nextInt(texts.size()));
    }

    private static String word(SplittableRandom random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static String words(SplittableRandom random) {
        List<String> words = new ArrayList<>();
        int count = random.nextInt(1, WORDS_MAX + 1);
        for (int i = 0; i < count; i++) {
            words.add(word(random));
        }
        return String.join(" ", words);
    }

    private static String lines(SplittableRandom random, String before) {
        List<String> lines = new ArrayList<>();
        int count = random.nextInt(1, LINES_MAX + 1);
        for (int i = 0; i < count; i++) {
            lines.add(before + words(random));
        }
        return String.join("\n", lines);
    }

    private static String objects(WantedCall call, SplittableRandom random) {
        List<String> objects = new ArrayList<>();
        int count = random.nextInt(1, LINES_MAX / 2 + 1);
        for (int i = 0; i < count; i++) {
            objects.add(
                    "{\"name\":\"%s\",\"type\":\"%s\",\"about\":[\"%s\"]}"
                            .formatted(word(random), word(random), words(random)));
        }
        return "{\"" + call.name() + "\":[" + String.join(",", objects) + "]}";
    }
}
