package dev.baltoro.synth.request;

import dev.baltoro.synth.value.CommonWords;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// A value of which nothing is known but its declaration.
///
/// @param words the parameter's name in words
/// @param schema what it declares
record DeclaredSlot(String words, JsonNode schema) implements Slot {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int NUMBER_MAX = 1000;
    private static final int DEPTH_MAX = 4;

    @Override
    public Value draw(Situation situation, int index) {
        return value(words, schema, situation, DEPTH_MAX);
    }

    @Override
    public Unsaid unsaid() {
        return new Unsaid(
                List.of(),
                List.of(
                        "Which " + words + "?",
                        "What should the " + words + " be?",
                        "Which " + words + " should I use?",
                        "Please tell me the " + words + "."),
                List.of(words));
    }

    private static Value value(String name, JsonNode schema, Situation situation, int depth) {
        Draws draw = situation.draw();
        for (String key : List.of("anyOf", "oneOf")) {
            if (schema.path(key).isArray() && !schema.path(key).isEmpty()) {
                return value(name, schema.path(key).get(0), situation, depth);
            }
        }
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            JsonNode chosen = schema.path("enum").get(draw.below(schema.path("enum").size()));
            String said = chosen.isString() ? chosen.asString() : chosen.toString();
            return Value.of(chosen, said, said, spoken(said));
        }
        if (schema.has("const")) {
            return Value.of(schema.path("const"), schema.path("const").asString(""));
        }
        return switch (type(schema)) {
            case "integer" -> integer(schema, draw);
            case "number" -> number(schema, draw);
            case "boolean" -> {
                boolean yes = draw.chance(0.5);
                yield yes
                        ? Value.of(BooleanNode.TRUE, "true", "on", "yes")
                        : Value.of(BooleanNode.FALSE, "false", "off", "no");
            }
            case "array" -> list(name, schema, situation, depth);
            case "object" -> object(schema, situation, depth);
            case "null" -> Value.of(NullNode.getInstance(), "nothing");
            default -> text(name, situation);
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray() && !type.isEmpty()) {
            return type.get(0).asString();
        }
        return type.asString(schema.has("properties") ? "object" : "string");
    }

    private static Value integer(JsonNode schema, Draws draw) {
        int low = (int) Math.max(schema.path("minimum").asDouble(1), -NUMBER_MAX);
        int high =
                (int)
                        Math.min(
                                schema.path("maximum").asDouble(low + 100.0),
                                low + (double) NUMBER_MAX);
        int number = draw.between(low, Math.max(low, high));
        return Value.of(IntNode.valueOf(number), Integer.toString(number));
    }

    private static Value number(JsonNode schema, Draws draw) {
        if (draw.chance(0.6)) {
            return integer(schema, draw);
        }
        Value whole = integer(schema, draw);
        double number = whole.json().asInt() + draw.between(1, 9) / 10.0;
        return number <= schema.path("maximum").asDouble(Double.MAX_VALUE)
                ? Value.of(DoubleNode.valueOf(number), Double.toString(number))
                : whole;
    }

    private static Value list(String name, JsonNode schema, Situation situation, int depth) {
        Draws draw = situation.draw();
        ArrayNode list = JSON.createArrayNode();
        List<String> said = new ArrayList<>();
        int count = depth == 0 ? 0 : Math.max(draw.between(1, 3), schema.path("minItems").asInt(0));
        for (int i = 0; i < count; i++) {
            Value item = value(name, schema.path("items"), situation, depth - 1);
            list.add(item.json());
            said.add(draw.pick(item.said()).text());
        }
        String last = said.isEmpty() ? "nothing" : said.getLast();
        String joined =
                said.size() < 2
                        ? last
                        : String.join(", ", said.subList(0, said.size() - 1)) + " and " + last;
        return Value.of(list, joined, said.isEmpty() ? joined : String.join(", ", said));
    }

    private static Value object(JsonNode schema, Situation situation, int depth) {
        ObjectNode object = JSON.createObjectNode();
        List<String> said = new ArrayList<>();
        Set<String> required =
                Set.copyOf(schema.path("required").valueStream().map(JsonNode::asString).toList());
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (required.contains(property.getKey()) || depth > 0 && situation.draw().chance(0.3)) {
                Value value = value(property.getKey(), property.getValue(), situation, depth - 1);
                object.set(property.getKey(), value.json());
                said.add(
                        spoken(property.getKey())
                                + " "
                                + situation.draw().pick(value.said()).text());
            }
        }
        return Value.of(object, said.isEmpty() ? "nothing" : String.join(", ", said));
    }

    private static Value text(String name, Situation situation) {
        Draws draw = situation.draw();
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.matches(".*(path|file).*") && !situation.surroundings().roots().isEmpty()) {
            return situation.value("anyfile", 1, Slots::named);
        }
        if (lower.matches(".*(city|place|location|town|address|region).*")) {
            return Value.of(CommonWords.place(draw));
        }
        if (lower.matches(".*(user|person|author|owner|assignee|recipient|customer).*")) {
            return Value.of(CommonWords.firstName(draw) + " " + CommonWords.lastName(draw));
        }
        if (lower.matches(".*(e-?mail).*")) {
            return Value.of(
                    CommonWords.word(draw).replace(' ', '.')
                            + "@"
                            + CommonWords.coined(draw)
                            + ".org");
        }
        if (lower.matches(".*(url|link|uri|website).*")) {
            return Value.of(
                    "https://" + CommonWords.coined(draw) + ".com/" + CommonWords.word(draw));
        }
        if (lower.matches(".*(date|day|since|until|deadline).*")) {
            return Value.of(
                    "%d-%02d-%02d"
                            .formatted(
                                    draw.between(2020, 2030),
                                    draw.between(1, 12),
                                    draw.between(1, 28)));
        }
        if (lower.matches(".*(id|code|key|ref|number|sku)$")) {
            String code = CommonWords.code(draw);
            return Value.of(code);
        }
        if (lower.matches(".*(title|name|subject|label).*")) {
            return quoted(CommonWords.title(draw));
        }
        return situation.draw().chance(0.5)
                ? quoted(CommonWords.word(draw))
                : Slots.named("text").draw(situation, 1);
    }

    private static Value quoted(String text) {
        return Value.of(StringNode.valueOf(text), text, text, "'" + text + "'", "\"" + text + "\"");
    }

    /// {@return a name of a program in words}
    static String spoken(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("[_.\\-/]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
