package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.WantedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// Results of tools that are not called for real: of the usual forms, so that a model learns to end
/// after any of them. The same call has the same result.
public final class InventedResults implements RequestConversation.Results {
    private static final Pattern CHANGES =
            Pattern.compile(
                    "(?i)(create|write|edit|move|delete|remove|add|set|update|send|put|rename|save|clear|insert)");

    private static final List<String> WORDS =
            List.of(
                    "alpha", "report", "north", "value", "2026", "Mara", "blue", "42", "0.75",
                    "notes", "ok", "open", "Lisbon", "week", "cable", "true", "draft", "17:30");

    private static final int LINES_MAX = 6;

    @Override
    public String of(WantedCall call) {
        SplittableRandom random = new SplittableRandom((call.name() + call.arguments()).hashCode());
        if (CHANGES.matcher(call.name()).find()) {
            return switch (random.nextInt(3)) {
                case 0 -> "ok";
                case 1 -> "Successfully done: " + call.name().toLowerCase(Locale.ROOT);
                default -> "{\"success\":true,\"id\":" + random.nextInt(1000) + "}";
            };
        }
        return switch (random.nextInt(4)) {
            case 0 -> word(random);
            case 1 ->
                    "{\"result\":\"%s\",\"count\":%d}".formatted(word(random), random.nextInt(50));
            case 2 -> lines(random, "");
            default -> lines(random, "- ");
        };
    }

    private static String word(SplittableRandom random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static String lines(SplittableRandom random, String before) {
        List<String> lines = new ArrayList<>();
        int count = random.nextInt(1, LINES_MAX + 1);
        for (int i = 0; i < count; i++) {
            lines.add(before + word(random) + " " + word(random));
        }
        return String.join("\n", lines);
    }
}
