package dev.baltoro.agent.request;

import dev.baltoro.agent.request.ToolRequest.Alternative;
import dev.baltoro.agent.request.ToolRequest.Difficulty;
import dev.baltoro.text.openai.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a request from the JSON object of a line.
final class ToolRequestReader {
    /// Elements of any list of a line.
    private static final int ELEMENTS_MAX = 1000;

    private static final String PATH = "path";

    private ToolRequestReader() {}

    /// {@return the request}
    ///
    /// @throws dev.baltoro.text.openai.FieldException that names the first field that is wrong
    /// @throws IllegalArgumentException if fields contradict each other
    static ToolRequest read(ObjectNode json) {
        Fields line = Fields.body(json);
        List<Freedom> free = free(line);
        return new ToolRequest(
                line.requiredString("id"),
                line.requiredString("request"),
                line.object("context").map(ToolRequestReader::context).orElse(RequestContext.NONE),
                calls(line, "expected"),
                accept(line, free),
                free,
                word(line, "kind", RequestKind.values(), RequestKind::word),
                word(
                        line,
                        "difficulty",
                        Difficulty.values(),
                        difficulty -> difficulty.name().toLowerCase(Locale.ROOT)),
                line.flag("needs_results", false),
                line.string("ask").or(() -> line.string("answer")).orElse(""),
                strings(line, "ask_about"));
    }

    private static <T> T word(Fields line, String key, T[] values, Function<T, String> wording) {
        String given = line.requiredString(key);
        return Stream.of(values)
                .filter(value -> wording.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() ->
                        line.wrong(
                                key,
                                Stream.of(values).map(wording).collect(Collectors.joining(", "))));
    }

    private static RequestContext context(Fields context) {
        return new RequestContext(
                context.string("facts").orElse(""),
                TurnsJson.read(context.objects("turns", ELEMENTS_MAX)),
                strings(context, "roots"));
    }

    private static List<WantedCall> calls(Fields fields, String key) {
        if (!fields.has(key)) {
            throw fields.missing(key, "a list of calls, empty where none belongs");
        }
        return fields.objects(key, ELEMENTS_MAX).stream().map(ToolRequestReader::call).toList();
    }

    /// {@return one call}
    static WantedCall call(Fields call) {
        Optional<Fields> arguments = call.object("arguments");
        return new WantedCall(
                call.requiredString("name"),
                (ObjectNode)
                        arguments.orElseThrow(() -> call.missing("arguments", "an object")).node());
    }

    private static List<Freedom> free(Fields fields) {
        List<Freedom> free = new ArrayList<>();
        for (Fields rule : fields.objects("free", ELEMENTS_MAX)) {
            String path = rule.requiredString(PATH);
            ObjectNode conditions = ((ObjectNode) rule.node()).deepCopy();
            conditions.remove(PATH);
            free.add(new Freedom(path, conditions));
        }
        return free;
    }

    /// An alternative that is a mere list has the freedoms of the expected calls.
    private static List<Alternative> accept(Fields line, List<Freedom> free) {
        List<Alternative> accept = new ArrayList<>();
        for (JsonNode one : line.elements("accept", ELEMENTS_MAX)) {
            String place = "accept[%d]".formatted(accept.size());
            if (one.isArray()) {
                List<WantedCall> calls = new ArrayList<>();
                for (JsonNode call : one) {
                    String where = "%s[%d]".formatted(place, calls.size());
                    calls.add(call(Fields.of(where, call)));
                }
                accept.add(new Alternative(calls, free));
            } else {
                Fields fields = Fields.of(place, one);
                accept.add(new Alternative(calls(fields, "calls"), free(fields)));
            }
        }
        return accept;
    }

    private static List<String> strings(Fields fields, String key) {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : fields.elements(key, ELEMENTS_MAX)) {
            if (!element.isString()) {
                throw fields.wrong(key, "a list of strings");
            }
            strings.add(element.stringValue());
        }
        return strings;
    }
}
