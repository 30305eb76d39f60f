package dev.baltoro.synth.tool;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Calls that a world allows.
final class CallDraw {
    private CallDraw() {}

    /// {@return the arguments of a call that can be done; empty if the world has nothing for one}
    ///
    /// @param share of the inputs that may be left out, and are not
    static Optional<ObjectNode> arguments(
            SplittableRandom random, Blueprint blueprint, ObjectNode state, double share) {
        if (blueprint.action() == Action.MANAGE) {
            Blueprint part = WordLists.one(random, blueprint.parts());
            String chosen = blueprint.written(blueprint.input(Role.CHOOSE).orElseThrow());
            return arguments(random, part, state, share)
                    .map(arguments -> {
                        ObjectNode all = arguments.objectNode().put(chosen, part.choice());
                        all.setAll(arguments);
                        return all;
                    });
        }
        List<ObjectNode> rows = new TableState(state, blueprint.table(), blueprint.style()).rows();
        ObjectNode arguments = JsonMapper.shared().createObjectNode();
        int first = rows.isEmpty() ? 0 : random.nextInt(rows.size());
        boolean changes = false;
        for (ToolInput input : blueprint.inputs()) {
            boolean last = input.equals(blueprint.inputs().getLast());
            boolean needed = input.required() || needsChange(blueprint, input, last && !changes);
            if (!needed && random.nextDouble() >= share || input.role() == Role.DRY_RUN) {
                continue;
            }
            Optional<JsonNode> value = value(random, blueprint, input, rows, first);
            if (value.isEmpty() && input.required()) {
                return Optional.empty();
            }
            value.ifPresent(found -> arguments.set(blueprint.written(input), found));
            changes |= input.role() == Role.VALUE;
        }
        return Optional.of(arguments);
    }

    /// {@return whether a change would change nothing without this input}
    private static boolean needsChange(Blueprint blueprint, ToolInput input, boolean isLastChance) {
        boolean updates =
                blueprint.action() == Action.UPDATE
                        || blueprint.parts().stream()
                                .anyMatch(part -> part.action() == Action.UPDATE);
        return updates && input.role() == Role.VALUE && isLastChance;
    }

    private static Optional<JsonNode> value(
            SplittableRandom random,
            Blueprint blueprint,
            ToolInput input,
            List<ObjectNode> rows,
            int first) {
        String id = blueprint.table().idKey();
        return switch (input.role()) {
            case KEY -> rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(first).get(id));
            case OTHER_KEY ->
                    rows.size() < 2
                            ? Optional.empty()
                            : Optional.of(rows.get((first + 1) % rows.size()).get(id));
            case KEYS -> {
                if (rows.isEmpty()) {
                    yield Optional.empty();
                }
                ArrayNode keys = JsonMapper.shared().createArrayNode();
                for (int i = 0; i < Math.min(rows.size(), 1 + random.nextInt(3)); i++) {
                    keys.add(rows.get((first + i) % rows.size()).get(id));
                }
                yield Optional.of(keys);
            }
            case WHERE, AT_LEAST, AT_MOST ->
                    Optional.of(seen(random, blueprint, input, rows, first));
            case LABELS -> labels(random, blueprint, input, rows, first);
            case DELTA -> delta(random, blueprint, rows, first);
            case QUERY -> query(random, blueprint, rows, first);
            case TO_UNIT -> {
                List<String> units =
                        input.column().choices(); // the last one is never converted from
                yield Optional.of(JsonNodeFactory.instance.stringNode(units.getLast()));
            }
            case FROM_UNIT -> {
                List<String> units = input.column().choices();
                String unit = units.get(random.nextInt(units.size() - 1));
                yield Optional.of(JsonNodeFactory.instance.stringNode(unit));
            }
            default -> Optional.of(ValueDraw.value(random, input.column(), blueprint.style()));
        };
    }

    /// {@return a value that a row has, so that something is found}
    private static JsonNode seen(
            SplittableRandom random,
            Blueprint blueprint,
            ToolInput input,
            List<ObjectNode> rows,
            int first) {
        JsonNode value =
                rows.isEmpty()
                        ? JsonNodeFactory.instance.missingNode()
                        : rows.get(first).path(input.column().key());
        return value.isMissingNode() || value.isArray()
                ? ValueDraw.value(random, input.column(), blueprint.style())
                : value;
    }

    private static Optional<JsonNode> labels(
            SplittableRandom random,
            Blueprint blueprint,
            ToolInput input,
            List<ObjectNode> rows,
            int first) {
        if (blueprint.action() != Action.UNTAG) {
            return Optional.of(ValueDraw.value(random, input.column(), blueprint.style()));
        }
        if (rows.isEmpty() || rows.get(first).path(input.column().key()).isEmpty()) {
            return Optional.empty();
        }
        JsonNode there = rows.get(first).path(input.column().key());
        return Optional.of(JsonMapper.shared().createArrayNode().add(there.get(0)));
    }

    private static Optional<JsonNode> delta(
            SplittableRandom random, Blueprint blueprint, List<ObjectNode> rows, int first) {
        Optional<Column> column = blueprint.table().column(blueprint.detail());
        if (rows.isEmpty() || column.isEmpty()) {
            return Optional.empty();
        }
        long now = rows.get(first).path(blueprint.detail()).asLong(0);
        long room = now - column.get().from();
        if (blueprint.action() == Action.TRANSFER) {
            return room < 1
                    ? Optional.empty()
                    : Optional.of(number(1 + random.nextLong(Math.min(room, 50))));
        }
        long above = column.get().to() - now - 1;
        long by = above >= 1 ? 1 + random.nextLong(Math.min(above, 40)) : -1;
        return above < 1 && room < 1 ? Optional.empty() : Optional.of(number(by));
    }

    private static JsonNode number(long value) {
        return JsonNodeFactory.instance.numberNode((int) value);
    }

    /// {@return a word of the row that is meant}
    private static Optional<JsonNode> query(
            SplittableRandom random, Blueprint blueprint, List<ObjectNode> rows, int first) {
        for (Column column : blueprint.table().columns()) {
            String text = rows.isEmpty() ? "" : rows.get(first).path(column.key()).asString("");
            if (column.kind().isText() && !text.isBlank()) {
                String[] words = text.strip().split("\\s+", -1);
                String word =
                        random.nextInt(3) == 0
                                ? text.strip()
                                : Arrays.stream(words)
                                        .max(Comparator.comparingInt(String::length))
                                        .orElse(text);
                return Optional.of(JsonNodeFactory.instance.stringNode(word));
            }
        }
        return Optional.of(JsonNodeFactory.instance.stringNode(WordLists.draw(random, "noun")));
    }
}
