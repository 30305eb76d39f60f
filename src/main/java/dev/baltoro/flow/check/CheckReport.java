package dev.baltoro.flow.check;

import dev.baltoro.agent.evaluation.CallOutcome.Ending;
import dev.baltoro.flow.check.CheckedCalls.Carried;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What is told of a check: a table for people, and a file.
///
/// @param checked what the server did
/// @param whole whether any tool might be run
/// @param notRun tools of which no call was run
record CheckReport(CheckedCalls checked, boolean whole, SortedSet<String> notRun) {
    /// The key that says whether any tool might be run.
    static final String WHOLE = "any_tool_run";

    /// Examples of each ending.
    private static final int EXAMPLES_MAX = 3;

    private static final int RESULT_CHARS_MAX = 400;

    private static final int NAME_MAX = 40;

    /// {@return the file's content}
    ObjectNode json() {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("requests", checked.requests().size())
                        .put("calls", checked.calls().size())
                        .put(WHOLE, whole);
        ObjectNode tools = json.putObject("tools");
        checked.byTool()
                .forEach((name, calls) -> {
                    ObjectNode tool = tools.putObject(name).put("calls", calls.size());
                    for (Ending ending : Ending.values()) {
                        tool.put(key(ending), count(calls, ending));
                    }
                    ObjectNode examples = tool.putObject("examples");
                    for (Ending ending : Ending.values()) {
                        examples(calls, ending, examples);
                    }
                });
        notRun.forEach(json.putArray("tools_not_run")::add);
        ArrayNode leftOut = json.putArray("left_out_of_training");
        checked.refused()
                .forEach((shape, example) ->
                        leftOut.addObject()
                                .put("call", shape.toString())
                                .put("refusal", cut(example.outcome().text())));
        json.put("requests_left_out", checked.leftOut());
        return json;
    }

    private static String key(Ending ending) {
        return ending.word().replace(' ', '_');
    }

    private static void examples(List<Carried> calls, Ending ending, ObjectNode examples) {
        List<Carried> some =
                calls.stream()
                        .filter(carried -> carried.outcome().ending() == ending)
                        .limit(EXAMPLES_MAX)
                        .toList();
        if (!some.isEmpty()) {
            ArrayNode list = examples.putArray(key(ending));
            some.forEach(carried -> {
                ObjectNode example = list.addObject();
                example.set("arguments", carried.call().arguments());
                example.put("result", cut(carried.outcome().text()));
            });
        }
    }

    private static String cut(String text) {
        return CutText.of(text, RESULT_CHARS_MAX);
    }

    private static long count(List<Carried> calls, Ending ending) {
        return calls.stream().filter(carried -> carried.outcome().ending() == ending).count();
    }

    /// {@return the table, and below it what is left out}
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int width =
                checked.byTool().keySet().stream()
                        .mapToInt(name -> Math.min(NAME_MAX, name.length()))
                        .max()
                        .orElse(0);
        String row = "%-" + Math.max(4, width) + "s  %6s  %8s  %6s  %9s  %9s";
        lines.add(row.formatted("tool", "calls", "accepted", "failed", "malformed", "no answer"));
        checked.byTool()
                .forEach((name, calls) ->
                        lines.add(
                                row.formatted(
                                        CutText.of(name, NAME_MAX),
                                        calls.size(),
                                        count(calls, Ending.ACCEPTED),
                                        count(calls, Ending.FAILED),
                                        count(calls, Ending.MALFORMED),
                                        count(calls, Ending.UNANSWERED))));
        if (!notRun.isEmpty()) {
            lines.add("no call was run of: " + String.join(", ", notRun));
        }
        Map<CallShape, Carried> refused = checked.refused();
        if (!refused.isEmpty()) {
            lines.add(
                    "left out of training: what the server always refuses as malformed, %,d of these %,d requests:"
                            .formatted(checked.leftOut(), checked.requests().size()));
            refused.forEach((shape, example) ->
                    lines.add(
                            "  %s: %s"
                                    .formatted(
                                            shape,
                                            CutText.of(
                                                    example.outcome()
                                                            .text()
                                                            .replaceAll("\\s+", " "),
                                                    120))));
        }
        return lines;
    }
}
