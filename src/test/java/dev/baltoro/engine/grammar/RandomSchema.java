package dev.baltoro.engine.grammar;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A random JSON Schema in which keywords that combine schemas meet one another.
///
/// A plain one says the type of each value and whether an object may have undeclared properties, so
/// that a grammar that reads it narrower than a validator is wrong. Others leave these unsaid now
/// and then, and turn round what a grammar can hold in part only.
///
/// Properties stand in the order of their names, and so do those of constants.
final class RandomSchema {
    static final List<String> NAMES = List.of("a", "b", "c", "d", "kind");
    static final String UNDECLARED = "z";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEPTH_MAX = 2;
    private static final List<String> PATTERNS =
            List.of(
                    "^a",
                    "b$",
                    "^[a-c]{1,3}$",
                    "^(?!a)[a-z]+$",
                    "^(?=.*[0-9])[a-z0-9]{2,4}$",
                    "^(?!.*bb)[ab]*$",
                    "^\\w+(-\\d)?$",
                    "a|1",
                    "");

    private final Random random;
    private final boolean plain;

    private RandomSchema(Random random, boolean plain) {
        this.random = random;
        this.plain = plain;
    }

    /// {@return a schema whose value is one object}
    ///
    /// @param plain whether its grammar has to hold all that a validator lets through
    static ObjectNode draw(Random random, boolean plain) {
        RandomSchema drawn = new RandomSchema(random, plain);
        ObjectNode schema = drawn.object(0);
        ObjectNode definitions = schema.putObject("$defs");
        definitions.set("short", drawn.text());
        ObjectNode tree = typed("object");
        ObjectNode properties = tree.putObject("properties");
        properties.set("a", drawn.number("integer"));
        properties.putObject("b").put("$ref", "#/$defs/tree");
        tree.put("additionalProperties", false);
        if (random.nextBoolean()) {
            tree.putObject("dependentRequired").putArray("b").add("a");
        }
        definitions.set("tree", tree);
        return schema;
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private ObjectNode pick(List<Supplier<ObjectNode>> kinds) {
        return any(kinds).get();
    }

    private ObjectNode value(int depth) {
        List<Supplier<ObjectNode>> kinds =
                new ArrayList<>(
                        List.of(
                                this::text,
                                () -> number("integer"),
                                () -> number("number"),
                                () -> typed(any(List.of("boolean", "null"))),
                                this::words,
                                () -> reference("short")));
        if (depth < DEPTH_MAX) {
            kinds.add(() -> object(depth + 1));
            kinds.add(() -> object(depth + 1));
            kinds.add(() -> array(depth + 1));
            kinds.add(() -> array(depth + 1));
            kinds.add(() -> reference("tree"));
            kinds.add(() -> choice("anyOf", () -> value(depth + 1)));
            // A grammar that turns objects round leaves out what nobody declares.
            kinds.add(() -> choice("oneOf", () -> value(plain ? DEPTH_MAX : depth + 1)));
            kinds.add(() -> discriminated(depth + 1));
        }
        ObjectNode value = pick(kinds);
        String type = value.path("type").asString("");
        boolean reference = value.has("$ref");
        if (oneIn(3) && !type.equals("object") && !type.equals("array") && !(plain && reference)) {
            combine(value, () -> scalar(type));
        }
        if (!plain && oneIn(4)) {
            value.remove("type");
        }
        if (oneIn(6)) {
            value.putNull(any(List.of("minLength", "required", "items", "enum", "oneOf", "if")));
        }
        return value;
    }

    private ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/$defs/" + name);
    }

    private ObjectNode text() {
        ObjectNode text = typed("string");
        if (oneIn(2)) {
            text.setAll(scalar("string"));
        }
        return text;
    }

    private ObjectNode number(String type) {
        ObjectNode number = typed(type);
        number.setAll(scalar(type));
        return number;
    }

    private ObjectNode words() {
        ObjectNode words = JSON.objectNode();
        if (oneIn(4)) {
            words.set("const", constant());
            return words;
        }
        ArrayNode list = words.putArray("enum");
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            JsonNode constant = constant();
            if (list.valueStream().noneMatch(constant::equals)) {
                list.add(constant);
            }
        }
        return words;
    }

    private JsonNode constant() {
        List<JsonNode> constants = new ArrayList<>(RandomInstance.SCALARS);
        constants.add(JSON.arrayNode());
        constants.add(JSON.arrayNode().add(1).add("a"));
        constants.add(JSON.objectNode());
        constants.add(JSON.objectNode().put("a", 1));
        return any(constants);
    }

    /// {@return keywords that limit values of a type, without the type}
    private ObjectNode scalar(String type) {
        ObjectNode limits = JSON.objectNode();
        if (oneIn(4)) {
            return words();
        }
        switch (type) {
            case "string" -> {
                if (oneIn(2)) {
                    limits.put("pattern", any(PATTERNS));
                }
                if (oneIn(2)) {
                    limits.put("minLength", random.nextInt(3));
                } else {
                    limits.put("maxLength", 1 + random.nextInt(3));
                }
            }
            case "integer", "number" -> {
                String suffix = any(List.of("inimum", "aximum"));
                String keyword = oneIn(3) ? "exclusiveM" + suffix : "m" + suffix;
                limits.put(keyword, new BigDecimal(random.nextInt(40) - 20).movePointLeft(1));
                if (oneIn(3)) {
                    limits.put("multipleOf", 1 + random.nextInt(4));
                }
            }
            default -> limits.put("type", any(List.of("string", "integer", "boolean", "null")));
        }
        return limits;
    }

    private ObjectNode array(int depth) {
        ObjectNode array = typed("array");
        boolean prefix = oneIn(3);
        if (prefix) {
            ArrayNode items = array.putArray("prefixItems");
            items.add(value(depth));
            if (oneIn(2)) {
                items.add(value(depth));
            }
        }
        boolean unique = !prefix && oneIn(3);
        if (unique) {
            array.put("uniqueItems", true);
            array.set("items", pick(List.of(this::words, this::text, () -> number("integer"))));
        } else if (oneIn(5)) {
            array.put("items", false);
        } else {
            array.set("items", value(depth));
        }
        if (oneIn(2)) {
            array.put("minItems", random.nextInt(3));
        }
        if (oneIn(2)) {
            array.put("maxItems", 1 + random.nextInt(4));
        }
        if (!unique && oneIn(4)) {
            array.set("contains", value(depth + 1));
            if (oneIn(2)) {
                array.put("minContains", random.nextInt(3));
            }
            if (oneIn(2)) {
                array.put("maxContains", 1 + random.nextInt(2));
            }
        }
        if (oneIn(4)) {
            combine(array, () -> listed(depth));
        }
        return array;
    }

    private ObjectNode listed(int depth) {
        ObjectNode limits = JSON.objectNode();
        switch (random.nextInt(4)) {
            case 0 -> limits.put("minItems", random.nextInt(3));
            case 1 -> limits.put("maxItems", random.nextInt(3));
            case 2 -> limits.set("items", value(depth + 1));
            default -> limits.putArray("prefixItems").add(value(depth + 1));
        }
        return limits;
    }

    private ObjectNode object(int depth) {
        ObjectNode object = typed("object");
        ObjectNode properties = object.putObject("properties");
        for (String name : NAMES) {
            if (name.equals("kind") ? oneIn(3) : oneIn(2)) {
                properties.set(name, name.equals("kind") ? words() : value(depth));
            }
        }
        List<String> declared = List.copyOf(properties.propertyNames());
        if (oneIn(2)) {
            names(object.putArray("required"), declared);
        }
        if (plain || oneIn(2)) {
            if (oneIn(2)) {
                object.put("additionalProperties", oneIn(3));
            } else {
                object.set("additionalProperties", value(depth + 1));
            }
        }
        boolean closed =
                object.path("additionalProperties").isBoolean()
                        && !object.path("additionalProperties").booleanValue();
        boolean patterns = oneIn(5);
        if (patterns) {
            object.putObject("patternProperties").set(any(PATTERNS), value(depth + 1));
        }
        if (oneIn(6)) {
            object.putObject("propertyNames").put(any(List.of("maxLength", "minLength")), 1);
        }
        if (oneIn(4)) {
            // Of properties that nobody declares, a grammar counts one.
            object.put("minProperties", random.nextInt(closed && !patterns || !plain ? 3 : 2));
        }
        if (oneIn(4)) {
            object.put("maxProperties", 1 + random.nextInt(3));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            combine(object, () -> members(declared, depth));
        }
        return object;
    }

    /// {@return one of several objects, told apart by a constant}
    private ObjectNode discriminated(int depth) {
        ObjectNode choice = JSON.objectNode();
        ArrayNode branches = choice.putArray("oneOf");
        for (String kind : List.of("a", "b", "ab")) {
            ObjectNode branch = typed("object");
            ObjectNode properties = branch.putObject("properties");
            properties.set(any(List.of("a", "b")), value(depth));
            properties.putObject("kind").put("const", kind);
            branch.putArray("required").add("kind");
            branch.put("additionalProperties", oneIn(3));
            branches.add(branch);
        }
        return choice;
    }

    private void names(ArrayNode list, List<String> declared) {
        for (String name : declared) {
            if (oneIn(2)) {
                list.add(name);
            }
        }
    }

    /// {@return keywords that limit objects with some declared properties}
    private ObjectNode members(List<String> declared, int depth) {
        ObjectNode limits = JSON.objectNode();
        List<String> names = declared.isEmpty() ? List.of(UNDECLARED) : declared;
        String name = any(names);
        switch (random.nextInt(plain ? 6 : 9)) {
            case 0, 1 -> limits.putArray("required").add(name);
            case 2 -> limits.putObject("properties").set(name, words());
            case 3 -> {
                limits.putObject("properties").set(name, words());
                limits.putArray("required").add(name);
            }
            case 4 -> limits.putObject("properties").set(name, value(depth + 1));
            case 5 -> {
                if (depth < DEPTH_MAX) {
                    combine(limits, () -> members(declared, depth + 1));
                } else {
                    limits.put("minProperties", 1);
                }
            }
            case 6 -> limits.put("additionalProperties", false);
            case 7 -> limits.put("maxProperties", random.nextInt(3));
            default -> limits.putObject("propertyNames").putArray("enum").add(name).add("b");
        }
        return limits;
    }

    /// Adds a keyword that combines schemas of the same value.
    private void combine(ObjectNode schema, Supplier<ObjectNode> limits) {
        boolean object = schema.path("type").asString("").equals("object");
        switch (random.nextInt(object || !plain ? 8 : 6)) {
            case 0, 1, 2 -> {
                String keyword = any(List.of("anyOf", "oneOf", "oneOf", "allOf"));
                schema.setAll(choice(keyword, limits));
            }
            case 3 -> schema.set("not", limits.get());
            case 4, 5 -> {
                schema.set("if", limits.get());
                if (oneIn(4)) {
                    schema.set("else", limits.get());
                } else {
                    schema.set("then", limits.get());
                    if (oneIn(2)) {
                        schema.set("else", limits.get());
                    }
                }
            }
            case 6 -> {
                ArrayNode needed = schema.putObject("dependentRequired").putArray(any(NAMES));
                names(needed, List.of("a", "b"));
            }
            default -> schema.putObject("dependentSchemas").set(any(NAMES), limits.get());
        }
    }

    private ObjectNode choice(String keyword, Supplier<ObjectNode> part) {
        ObjectNode choice = JSON.objectNode();
        ArrayNode list = choice.putArray(keyword);
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            list.add(part.get());
        }
        return choice;
    }
}
