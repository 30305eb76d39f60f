package dev.baltoro.synth.tool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a call did to a table, held against what its action declares. It is computed from the
/// states before and after alone.
final class Effect {
    private final Blueprint blueprint;
    private final ObjectNode arguments;
    private final Map<String, JsonNode> before;
    private final Map<String, JsonNode> after;
    private final List<String> added = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();

    Effect(Blueprint blueprint, ObjectNode arguments, ObjectNode before, ObjectNode after) {
        this.blueprint = blueprint;
        this.arguments = arguments;
        this.before = byKey(before);
        this.after = byKey(after);
        this.after.keySet().stream()
                .filter(key -> !this.before.containsKey(key))
                .forEach(added::add);
        for (Map.Entry<String, JsonNode> row : this.before.entrySet()) {
            JsonNode now = this.after.get(row.getKey());
            if (now == null) {
                removed.add(row.getKey());
            } else if (!now.equals(row.getValue())) {
                changed.add(row.getKey());
            }
        }
    }

    private Map<String, JsonNode> byKey(ObjectNode state) {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        String id = blueprint.table().idKey();
        state.path(blueprint.table().key())
                .forEach(row -> rows.put(row.path(id).asString(""), row));
        return rows;
    }

    /// {@return what is not as declared; empty if all is}
    Optional<String> undeclared() {
        boolean declared =
                switch (blueprint.action()) {
                    case CREATE -> counts(1, 0, 0) && has(added.getFirst());
                    case CREATE_MANY -> counts(sizeOf(Role.ITEMS), 0, 0);
                    case UPDATE, SET -> isOnlyTheRow() && has(keyOf(Role.KEY)) && keepsOthers();
                    case TAG, UNTAG, ADJUST -> isOnlyTheRow() && keepsOthers();
                    case DELETE -> counts(0, 1, 0) && removed.getFirst().equals(keyOf(Role.KEY));
                    case CLEAR ->
                            added.isEmpty()
                                    && changed.isEmpty()
                                    && removed.stream().allMatch(this::meant);
                    case TRANSFER -> counts(0, 0, 2) && sum(before).compareTo(sum(after)) == 0;
                    case MANAGE, SEQUENCE -> blueprint.action().changes() || counts(0, 0, 0);
                    default -> counts(0, 0, 0);
                };
        return declared
                ? Optional.empty()
                : Optional.of(
                        "%s: rows added %s, removed %s, changed %s"
                                .formatted(blueprint.action(), added, removed, changed));
    }

    private boolean counts(int more, int fewer, int others) {
        return added.size() == more && removed.size() == fewer && changed.size() == others;
    }

    private boolean isOnlyTheRow() {
        return added.isEmpty()
                && removed.isEmpty()
                && (changed.isEmpty() || changed.equals(List.of(keyOf(Role.KEY))));
    }

    private Optional<JsonNode> argument(Role role) {
        return blueprint.input(role).map(input -> arguments.path(blueprint.written(input)));
    }

    private String keyOf(Role role) {
        return argument(role).map(value -> value.asString("")).orElse("");
    }

    private int sizeOf(Role role) {
        return argument(role).map(JsonNode::size).orElse(0);
    }

    /// {@return whether a row has what the call gave for it}
    private boolean has(String key) {
        JsonNode row = after.get(key);
        return row != null
                && blueprint.inputs(Role.VALUE).stream()
                        .filter(input -> arguments.has(blueprint.written(input)))
                        .allMatch(input ->
                                row.path(input.column().key())
                                        .equals(arguments.get(blueprint.written(input))))
                && fixedHold(row, Role.VALUE);
    }

    private boolean fixedHold(JsonNode row, Role role) {
        return blueprint.fixed().stream()
                .filter(fixed -> fixed.role() == role)
                .allMatch(fixed -> row.path(fixed.column()).toString().equals(fixed.json()));
    }

    /// {@return whether nothing changed in columns that the tool does not name}
    private boolean keepsOthers() {
        Set<String> named = new HashSet<>(Set.of(blueprint.detail()));
        blueprint.inputs().forEach(input -> named.add(input.column().key()));
        blueprint.fixed().forEach(fixed -> named.add(fixed.column()));
        return changed.stream()
                .allMatch(key -> bare(before, key, named).equals(bare(after, key, named)));
    }

    private static JsonNode bare(Map<String, JsonNode> rows, String key, Set<String> without) {
        return rows.get(key) instanceof ObjectNode row
                ? row.deepCopy().without(without)
                : JsonNodeFactory.instance.missingNode();
    }

    private boolean meant(String key) {
        JsonNode row = before.get(key);
        return row != null
                && fixedHold(row, Role.WHERE)
                && blueprint.inputs(Role.WHERE).stream()
                        .filter(input -> arguments.has(blueprint.written(input)))
                        .allMatch(input ->
                                row.path(input.column().key())
                                        .equals(arguments.get(blueprint.written(input))));
    }

    private BigDecimal sum(Map<String, JsonNode> rows) {
        return rows.values().stream()
                .map(row -> row.path(blueprint.detail()).decimalValue(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
