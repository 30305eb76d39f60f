package dev.baltoro.serve.openai;

import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Draws varied lists of tools: nested objects, enums, optional properties, arrays, alternatives,
/// references, patterns and ranges, names in several alphabets, up to 30 tools at once.
final class ToolSets {
    private static final String[] WORDS = {
        "city",
        "unit",
        "Größe",
        "名前",
        "ключ",
        "emoji🏔",
        "a b",
        "q\"uote",
        "back\\slash",
        "$ref-like",
        "limit",
        "from",
        "to",
        "tags",
        "filter"
    };
    private static final int DEPTH_MAX = 3;

    private final Random random;

    ToolSets(long seed) {
        this.random = new Random(seed);
    }

    /// {@return a list of tools as in a request, with names of their own}
    ArrayNode next() {
        int count = random.nextInt(8) == 0 ? 30 : 1 + random.nextInt(4);
        ArrayNode tools = JsonMapper.shared().createArrayNode();
        for (int i = 0; i < count; i++) {
            ObjectNode tool = tools.addObject().put("type", "function");
            ObjectNode function =
                    tool.putObject("function")
                            .put("name", name(i))
                            .put("description", WORDS[random.nextInt(WORDS.length)]);
            if (random.nextInt(12) != 0) {
                ObjectNode parameters = object(0);
                if (random.nextInt(5) == 0) {
                    refer(parameters);
                }
                function.set("parameters", parameters);
            }
        }
        return tools;
    }

    private String name(int index) {
        String[] kinds = {"get_%d", "find-it-%d", "ns.sub.tool%d", "T%d", "7up_%d"};
        return kinds[random.nextInt(kinds.length)].formatted(index);
    }

    private static ObjectNode node() {
        return JsonMapper.shared().createObjectNode();
    }

    /// A tree of nodes, as a property.
    private static void refer(ObjectNode parameters) {
        ObjectNode tree = parameters.putObject("$defs").putObject("tree").put("type", "object");
        ObjectNode properties = tree.putObject("properties");
        properties.putObject("value").put("type", "integer");
        properties
                .putObject("children")
                .put("type", "array")
                .put("maxItems", 2)
                .putObject("items")
                .put("$ref", "#/$defs/tree");
        tree.putArray("required").add("value");
        tree.put("additionalProperties", false);
        ((ObjectNode) parameters.path("properties")).putObject("root").put("$ref", "#/$defs/tree");
    }

    private ObjectNode object(int depth) {
        ObjectNode object = node().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = JsonMapper.shared().createArrayNode();
        int count = random.nextInt(depth == 0 ? 5 : 3);
        for (int i = 0; i < count; i++) {
            String name = WORDS[random.nextInt(WORDS.length)] + (i == 0 ? "" : i);
            properties.set(name, schema(depth + 1));
            if (random.nextBoolean()) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        if (random.nextBoolean()) {
            object.put("additionalProperties", false);
        }
        return object;
    }

    private ObjectNode schema(int depth) {
        int kinds = depth < DEPTH_MAX ? 12 : 9;
        return switch (random.nextInt(kinds)) {
            case 0 -> node().put("type", "string");
            case 1 -> node().put("type", "string").put("minLength", 2).put("maxLength", 6);
            case 2 -> node().put("type", "string").put("pattern", "^[A-Z]{2}-[0-9]+$");
            case 3 -> node().put("type", "integer").put("minimum", -5).put("maximum", 120);
            case 4 -> node().put("type", "number").put("exclusiveMinimum", 0);
            case 5 -> node().put("type", "boolean");
            case 6 -> {
                ObjectNode choice = node();
                choice.putArray("enum").add("celsius").add("°F").add(3).addNull();
                yield choice;
            }
            case 7 -> node().put("const", "日本語");
            case 8 -> {
                ObjectNode either = node();
                either.putArray("type").add("string").add("null");
                yield either;
            }
            case 9 -> object(depth);
            case 10 -> {
                ObjectNode list = node().put("type", "array").put("minItems", 1).put("maxItems", 3);
                list.set("items", schema(depth + 1));
                yield list;
            }
            default -> {
                ObjectNode either = node();
                either.putArray("anyOf").add(node().put("type", "integer")).add(object(depth + 1));
                yield either;
            }
        };
    }
}
