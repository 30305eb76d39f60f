package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Arguments with slots in them.
final class Templates {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Templates() {}

    /// {@return all slots in templates}
    static Set<Pattern.Hole> holes(Collection<JsonNode> templates) {
        Set<Pattern.Hole> holes = new LinkedHashSet<>();
        templates.forEach(template -> collect(template, holes));
        return holes;
    }

    private static void collect(JsonNode template, Set<Pattern.Hole> into) {
        if (template.isString()) {
            into.addAll(PatternReader.parse(template.asString()).holes());
        } else {
            template.forEach(child -> collect(child, into));
        }
    }

    /// {@return the template with values in its slots; a text that is one slot becomes its value}
    static JsonNode fill(JsonNode template, Situation situation, Function<String, Slot> slots) {
        if (template.isString()) {
            return text(PatternReader.parse(template.asString()), situation, slots);
        }
        if (template.isArray()) {
            ArrayNode list = JSON.createArrayNode();
            template.forEach(child -> list.add(fill(child, situation, slots)));
            return list;
        }
        if (template.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            template.properties()
                    .forEach(field ->
                            object.set(field.getKey(), fill(field.getValue(), situation, slots)));
            return object;
        }
        return template;
    }

    private static JsonNode text(
            Pattern pattern, Situation situation, Function<String, Slot> slots) {
        return switch (pattern) {
            case Pattern.Hole hole -> value(hole, situation, slots);
            case Pattern.Words words -> StringNode.valueOf(words.text());
            case Pattern.Row row -> {
                List<String> parts = new ArrayList<>();
                for (Pattern part : row.of()) {
                    JsonNode value = text(part, situation, slots);
                    parts.add(value.isString() ? value.asString() : value.toString());
                }
                yield StringNode.valueOf(String.join("", parts));
            }
            case Pattern.Choice choice ->
                    throw new IllegalArgumentException("an argument has no alternatives");
            case Pattern.Phrase phrase ->
                    throw new IllegalArgumentException("an argument has no phrases");
        };
    }

    private static JsonNode value(
            Pattern.Hole hole, Situation situation, Function<String, Slot> slots) {
        Value value = situation.value(hole.slot(), hole.index(), slots);
        if (hole.form().isEmpty()) {
            return value.json();
        }
        @Nullable List<Value.Said> form = value.forms().get(hole.form());
        if (form == null) {
            throw new IllegalArgumentException(
                    "slot %s has no form `%s`".formatted(hole.slot(), hole.form()));
        }
        return StringNode.valueOf(form.getFirst().text());
    }
}
