package dev.baltoro.synth.review;

import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Fields;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the index keeps of a trajectory.
///
/// @param id by which it is known, one of a kind in its file
/// @param stratum domain and difficulty
/// @param rules whether the rules accept it
/// @param judge whether the model that judged it does; none if no model has
record TrajectoryHead(String id, String stratum, boolean rules, Optional<Boolean> judge) {
    /// Characters of an id or a stratum.
    private static final int NAME_CHARS_MAX = 500;

    private static final int ELEMENTS_MAX = 100_000;
    private static final int NESTING_MAX = 200;
    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool");
    private static final Set<String> OPERATIONS = Set.of("insert", "update", "delete");

    /// Keeps numbers as they are written, so that an export changes none.
    static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(NESTING_MAX)
                                                    .maxStringLength(TrajectoryFile.LINE_BYTES_MAX)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// {@return the trajectory in a line}
    ///
    /// @throws IllegalArgumentException with one line that says what is wrong with it
    static TrajectoryHead read(byte[] line) {
        try {
            return read(Fields.of("the line", JSON.readTree(line)));
        } catch (FieldException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not JSON: "
                            + String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private static TrajectoryHead read(Fields line) {
        Fields top = Fields.body(line.node());
        String id = name(top, "id");
        String stratum = name(top, "stratum");
        Fields task = top.object("task").orElseThrow(() -> top.missing("task", "an object"));
        var _ = task.requiredString("text");
        for (Fields criterion : task.objects("criteria", ELEMENTS_MAX)) {
            var _ = criterion.requiredString("text");
            var _ = criterion.flag("checkable", false);
        }
        var messages = top.objects("messages", ELEMENTS_MAX);
        if (messages.isEmpty()) {
            throw top.missing("messages", "a list of one message or more");
        }
        for (Fields message : messages) {
            requireWord(message, "role", ROLES);
            for (Fields call : message.objects("tool_calls", ELEMENTS_MAX)) {
                Fields function =
                        call.object("function")
                                .orElseThrow(() -> call.missing("function", "an object"));
                var _ = function.requiredString("name");
            }
        }
        for (Fields state : top.objects("states", ELEMENTS_MAX)) {
            requireState(state, messages.size());
        }
        return new TrajectoryHead(
                id,
                stratum,
                finding(top, "rules").orElseThrow(() -> top.missing("rules", "an object")),
                finding(top, "judge"));
    }

    private static String name(Fields top, String key) {
        String name = top.requiredString(key);
        if (name.isBlank() || name.length() > NAME_CHARS_MAX) {
            throw top.wrong(key, "1 to %d characters".formatted(NAME_CHARS_MAX));
        }
        return name;
    }

    private static void requireWord(Fields fields, String key, Set<String> words) {
        if (!words.contains(fields.requiredString(key))) {
            throw fields.wrong(key, String.join(", ", words.stream().sorted().toList()));
        }
    }

    private static void requireState(Fields state, int messages) {
        if (state.integer("after_message", 0, messages - 1).isEmpty()) {
            throw state.missing("after_message", "the number of a message");
        }
        var _ = state.requiredString("table");
        for (Fields change : state.objects("changes", ELEMENTS_MAX)) {
            requireWord(change, "op", OPERATIONS);
            var _ = change.requiredString("key");
            var _ = change.object("before");
            var _ = change.object("after");
        }
    }

    private static Optional<Boolean> finding(Fields top, String key) {
        return top.object(key)
                .map(finding -> {
                    if (!finding.has("accepted")) {
                        throw finding.missing("accepted", "true or false");
                    }
                    for (JsonNode reason : finding.elements("reasons", ELEMENTS_MAX)) {
                        if (!reason.isString()) {
                            throw finding.wrong("reasons", "a list of strings");
                        }
                    }
                    return finding.flag("accepted", false);
                });
    }
}
