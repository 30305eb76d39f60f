package dev.baltoro.cli;

import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case: what was made of its records, against what is right.
///
/// @param expected of each record a verdict: `train` with ids and mask, `quarantine` with words of
///   the reason, `either` with what is accepted, `skip` for lines that are no cases
/// @param given lines that `sft render` wrote
record FieldCase(JsonNode expected, List<JsonNode> given, Tokenizer tokenizer) {

    /// {@return what is wrong, nothing if all is right}
    List<String> problems() {
        if (verdict(expected).equals("pack")) {
            return packProblems();
        }
        Map<Long, JsonNode> byLine = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (JsonNode line : given) {
            if (byLine.put(line.path("line").asLong(0), line) != null) {
                problems.add("two outputs for line " + line.path("line"));
            }
        }
        if (!expected.has("records")) {
            problems.addAll(problems(1, expected, byLine.remove(1L)));
        }
        for (JsonNode record : expected.path("records")) {
            long number = record.path("line").asLong(0);
            problems.addAll(problems(number, record, byLine.remove(number)));
        }
        byLine.keySet().forEach(number -> problems.add("no record begins on line " + number));
        return problems;
    }

    private List<String> problems(
            long line, JsonNode wanted, @org.jspecify.annotations.Nullable JsonNode made) {
        String place = "line " + line + ": ";
        if (verdict(wanted).equals("skip")) {
            return made == null || verdict(made).equals("quarantine")
                    ? List.of()
                    : List.of(place + "a blank line became a record");
        }
        if (made == null) {
            return List.of(place + "nothing was reported");
        }
        Iterable<JsonNode> options =
                verdict(wanted).equals("either") ? wanted.path("accept") : List.of(wanted);
        List<String> tried = new ArrayList<>();
        for (JsonNode option : options) {
            String problem = problem(option, made);
            if (problem.isEmpty()) {
                return List.of();
            }
            tried.add(problem);
        }
        return List.of(place + String.join(" | ", tried));
    }

    private static String verdict(JsonNode record) {
        return record.path("verdict").asString("");
    }

    private String problem(JsonNode wanted, JsonNode made) {
        if (!verdict(wanted).equals(verdict(made))) {
            return "is %s (%s), should be %s"
                    .formatted(verdict(made), made.path("reason"), verdict(wanted));
        }
        if (verdict(made).equals("quarantine")) {
            String reason = words(made.path("reason").asString(""));
            for (JsonNode word : wanted.path("reason_words")) {
                if (reason.contains(words(word.asString()))) {
                    return "";
                }
            }
            return "%s has none of %s".formatted(made.path("reason"), wanted.path("reason_words"));
        }
        String problem = idsProblem(wanted, made);
        for (JsonNode other : wanted.path("alternatives")) {
            problem = problem.isEmpty() ? "" : idsProblem(other, made);
        }
        return problem;
    }

    private String idsProblem(JsonNode wanted, JsonNode made) {
        if (!wanted.path("tokens").equals(made.path("tokens"))) {
            return "is %s, should be %s".formatted(text(made), text(wanted));
        }
        return mask(wanted).equals(mask(made)) ? "" : "loss on " + mask(made) + ": " + text(made);
    }

    private String text(JsonNode record) {
        return tokenizer.decode(
                record.path("tokens").valueStream().mapToInt(JsonNode::intValue).toArray());
    }

    /// {@return a mask as text, be it written so or as a list}
    private static String mask(JsonNode record) {
        JsonNode mask = record.path("mask");
        StringBuilder text = new StringBuilder(mask.isString() ? mask.stringValue() : "");
        mask.values().forEach(bit -> text.append(bit.asString()));
        return text.toString();
    }

    /// {@return only letters and digits, each word with a space before it}
    private static String words(String text) {
        return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^0-9a-z]+", " ").strip();
    }

    private List<String> packProblems() {
        List<String> problems = new ArrayList<>();
        List<JsonNode> missing = new ArrayList<>(expected.path("documents").values());
        int context = expected.path("settings").path("context").intValue();
        for (JsonNode row : given.getFirst().path("rows")) {
            JsonNode tokens = row.path("tokens");
            if (tokens.size() > context) {
                problems.add("a row has %d tokens".formatted(tokens.size()));
            }
            int start = 0;
            for (JsonNode length : row.path("documents")) {
                JsonNode document = part(row, start, length.intValue());
                if (!missing.removeIf(wanted -> idsProblem(wanted, document).isEmpty())) {
                    problems.add("no whole conversation: " + text(document));
                }
                for (int i = 0; i < length.intValue(); i++) {
                    if (row.path("positions").get(start + i).intValue() != i) {
                        problems.add("positions do not begin again at " + start);
                    }
                }
                start += length.intValue();
            }
        }
        missing.forEach(document -> problems.add("not in the rows: " + text(document)));
        return problems;
    }

    private static JsonNode part(JsonNode row, int from, int length) {
        var part = JsonMapper.shared().createObjectNode();
        var tokens = part.putArray("tokens");
        var mask = part.putArray("mask");
        for (int i = from; i < from + length; i++) {
            tokens.add(row.path("tokens").get(i));
            mask.add(row.path("mask").get(i));
        }
        return part;
    }
}
