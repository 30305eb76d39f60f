package dev.baltoro.engine.grammar.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The values that do not match a schema, as schemas of which one holds.
///
/// A value breaks a schema by breaking one of its keywords. What no grammar could hold is left out,
/// which is narrower: `uniqueItems`, `additionalProperties` and `patternProperties` under names
/// that nobody declares, and what drafts disagree about. All of them are read to the letter.
final class Negation {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> TYPES =
            List.of("object", "array", "string", "number", "boolean", "null");

    private final Located root;
    private final Set<String> names;
    private final List<Located> alternatives = new ArrayList<>();

    private Negation(Located root, Set<String> names) {
        this.root = root;
        this.names = names;
    }

    /// {@return the alternatives; none if all values match}
    ///
    /// @param names properties that an object at this place may have
    static List<Located> of(Located schema, Set<String> names, Located root) {
        Conjunction all = Conjunction.of(List.of(schema.exactly()), root);
        if (!all.possible()) {
            return List.of(Located.anything(schema.path()));
        }
        Negation negation = new Negation(root, names);
        for (Located part : all.parts()) {
            negation.part(part);
        }
        return negation.alternatives;
    }

    private void part(Located part) {
        if (part.spent().contains("$ref") && part.node().has("$ref")) {
            // Older drafts ignore what stands beside a reference.
            return;
        }
        types(part);
        words(part);
        combinations(part);
        dependencies(part);
        objects(part);
        arrays(part);
        strings(part);
        numbers(part);
    }

    private void types(Located part) {
        if (!part.has("type")) {
            return;
        }
        Set<String> named = TypeReader.names(part.child("type"));
        if (named.contains(TypeReader.ANY)) {
            return;
        }
        ArrayNode others = JSON.arrayNode();
        TYPES.stream()
                .filter(type -> !named.contains(type))
                .filter(type -> !type.equals("number") || !named.contains("integer"))
                .forEach(others::add);
        if (!others.isEmpty()) {
            ObjectNode node = JSON.objectNode();
            node.set("type", others);
            add(part, "type", node, Map.of());
        }
        if (named.contains("integer") && !named.contains("number")) {
            ObjectNode node = typed("number");
            node.put(Keywords.FRACTION, true);
            add(part, "fraction", node, Map.of());
        }
    }

    private void words(Located part) {
        List<JsonNode> values = new ArrayList<>();
        if (part.has("const")) {
            values.add(part.node().path("const"));
        } else if (part.has("enum")) {
            part.node().path("enum").forEach(values::add);
        } else {
            return;
        }
        if (part.has("const") && part.has("enum")) {
            return;
        }
        ArrayNode scalars = JSON.arrayNode();
        values.stream().filter(value -> !value.isContainer()).forEach(scalars::add);
        ObjectNode simple = JSON.objectNode();
        simple.set(Keywords.EXCEPT, scalars);
        if (values.stream().noneMatch(JsonNode::isContainer)) {
            add(part, "except", simple, Map.of());
            return;
        }
        ArrayNode types = JSON.arrayNode();
        List.of("string", "number", "boolean", "null").forEach(types::add);
        simple.set("type", types);
        add(part, "except", simple, Map.of());
        for (String type : List.of("object", "array")) {
            List<Located> nots = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).isObject() && type.equals("object")
                        || values.get(i).isArray() && type.equals("array")) {
                    nots.add(spelledOut(part, "value" + i, values.get(i)).negated());
                }
            }
            Located others = Located.list(part, "/!words" + type, nots);
            ObjectNode node = typed(type);
            if (nots.isEmpty()) {
                add(part, "words" + type, node, Map.of());
            } else {
                node.set("allOf", others.node());
                add(part, "words" + type, node, Map.of("allOf", others));
            }
        }
    }

    /// {@return the schema of one object or array}
    private static Located spelledOut(Located part, String id, JsonNode value) {
        ObjectNode node = typed(value.isObject() ? "object" : "array");
        if (value.isObject()) {
            ObjectNode properties = JSON.objectNode();
            ArrayNode required = JSON.arrayNode();
            for (Map.Entry<String, JsonNode> property : value.properties()) {
                properties.set(property.getKey(), constant(property.getValue()));
                required.add(property.getKey());
            }
            node.set("properties", properties);
            node.set("required", required);
            node.put("maxProperties", value.size());
        } else {
            ArrayNode items = JSON.arrayNode();
            value.forEach(item -> items.add(constant(item)));
            if (!items.isEmpty()) {
                node.set("prefixItems", items);
            }
            node.put("minItems", value.size());
            node.put("maxItems", value.size());
        }
        return Located.made(part, "/" + id, node, Map.of());
    }

    private static ObjectNode constant(JsonNode value) {
        ObjectNode node = JSON.objectNode();
        node.set("const", value);
        return node;
    }

    private void combinations(Located part) {
        if (part.has("not")) {
            alternatives.add(part.child("not").exactly());
        }
        if (part.has("anyOf")) {
            alternatives.add(
                    Located.all(part, "/!anyOf", negated(Conjunction.list(part.child("anyOf")))));
        }
        if (part.has("oneOf")) {
            List<Located> branches = Conjunction.list(part.child("oneOf"));
            alternatives.add(Located.all(part, "/!oneOf", negated(branches)));
            for (int i = 0; i < branches.size(); i++) {
                for (int j = 0; j < i; j++) {
                    alternatives.add(
                            Located.all(
                                    part,
                                    "/!oneOf" + j + "," + i,
                                    List.of(branches.get(j).exactly(), branches.get(i).exactly())));
                }
            }
        }
        if (part.has("if")) {
            Located condition = part.child("if");
            if (part.has("then")) {
                alternatives.add(
                        Located.all(
                                part,
                                "/!then",
                                List.of(condition.exactly(), part.child("then").negated())));
            }
            if (part.has("else")) {
                alternatives.add(
                        Located.all(
                                part,
                                "/!else",
                                List.of(condition.negated(), part.child("else").negated())));
            }
        }
    }

    private static List<Located> negated(List<Located> schemas) {
        return schemas.stream().map(Located::negated).toList();
    }

    private void dependencies(Located part) {
        if (part.has("dependentSchemas")) {
            Located schemas = part.child("dependentSchemas");
            for (String name : schemas.node().propertyNames()) {
                ObjectNode node = required(name);
                node.set("not", schemas.child(name).node());
                add(part, "dependent " + name, node, Map.of("not", schemas.child(name).exactly()));
            }
        }
        if (part.has("dependentRequired")) {
            for (Map.Entry<String, JsonNode> entry :
                    part.node().path("dependentRequired").properties()) {
                for (JsonNode needed : entry.getValue()) {
                    ObjectNode node = required(entry.getKey());
                    node.putObject("properties").put(needed.asString(), false);
                    add(part, "dependent " + entry.getKey() + "," + needed, node, Map.of());
                }
            }
        }
    }

    private void objects(Located part) {
        if (part.has("required") && part.node().path("required").isArray()) {
            for (JsonNode name : part.node().path("required")) {
                ObjectNode node = typed("object");
                node.putObject("properties").put(name.asString(), false);
                add(part, "absent " + name, node, Map.of());
            }
        }
        Located properties = part.child("properties");
        if (part.has("properties")) {
            for (String name : properties.node().propertyNames()) {
                member(part, name, properties.child(name));
            }
        }
        Set<String> undeclared = new LinkedHashSet<>(names);
        if (part.has("properties")) {
            undeclared.removeAll(properties.node().propertyNames());
        }
        if (part.has("patternProperties")) {
            Located patterns = part.child("patternProperties");
            for (String pattern : patterns.node().propertyNames()) {
                Constants.Text text = Constants.Text.of(pattern, patterns.path());
                names.stream()
                        .filter(text::matches)
                        .forEach(name -> member(part, name, patterns.child(pattern)));
                undeclared.removeIf(text::matches);
            }
        }
        if (part.has("additionalProperties")) {
            undeclared.forEach(name -> member(part, name, part.child("additionalProperties")));
        }
        if (part.has("propertyNames")) {
            for (String name : names) {
                if (!Constants.matches(
                        JSON.stringNode(name), part.child("propertyNames").exactly(), root)) {
                    add(part, "named " + name, required(name), Map.of());
                }
            }
        }
        count(part, "minProperties", "maxProperties", "object");
    }

    /// An object that has a property whose value breaks its schema.
    private void member(Located part, String name, Located value) {
        if (value.node().isBoolean() && value.node().booleanValue()) {
            return;
        }
        Located broken = value.negated();
        ObjectNode properties = JSON.objectNode();
        properties.set(name, broken.node());
        ObjectNode node = required(name);
        node.set("properties", properties);
        String id = "member " + name + " of " + value.id();
        add(
                part,
                id,
                node,
                Map.of(
                        "properties",
                        Located.made(part, "/!{" + id, properties, Map.of(name, broken))));
    }

    private void arrays(Located part) {
        count(part, "minItems", "maxItems", "array");
        Located first = part.child(part.has("prefixItems") ? "prefixItems" : "items");
        boolean prefix = first.node().isArray();
        if (prefix) {
            for (int i = 0; i < first.node().size(); i++) {
                List<Located> items = new ArrayList<>();
                for (int j = 0; j < i; j++) {
                    items.add(Located.anything(part.path()));
                }
                items.add(first.child(i).negated());
                Located list = Located.list(part, "/!item" + i, items);
                ObjectNode node = typed("array");
                node.put("minItems", i + 1);
                node.set("prefixItems", list.node());
                add(part, "item " + i, node, Map.of("prefixItems", list));
            }
        } else if (part.has("items")) {
            Located broken = part.child("items").negated();
            ObjectNode node = typed("array");
            node.set("contains", broken.node());
            add(part, "items", node, Map.of("contains", broken));
        }
        if (part.has("contains") && !part.has("minContains") && !part.has("maxContains")) {
            Located broken = part.child("contains").negated();
            ObjectNode node = typed("array");
            node.set("items", broken.node());
            add(part, "contains", node, Map.of("items", broken));
        }
    }

    private void strings(Located part) {
        count(part, "minLength", "maxLength", "string");
        if (part.has("pattern")) {
            ObjectNode node = typed("string");
            node.set(Keywords.NOT_PATTERN, part.node().path("pattern"));
            add(part, "pattern", node, Map.of());
        }
    }

    private void count(Located part, String least, String most, String type) {
        if (part.has(least) && part.node().path(least).isNumber()) {
            BigDecimal fewer = part.node().path(least).decimalValue().subtract(BigDecimal.ONE);
            if (fewer.signum() >= 0) {
                add(part, least, typed(type).put(most, fewer), Map.of());
            }
        }
        if (part.has(most) && part.node().path(most).isNumber()) {
            BigDecimal more = part.node().path(most).decimalValue().add(BigDecimal.ONE);
            add(part, most, typed(type).put(least, more), Map.of());
        }
    }

    private void numbers(Located part) {
        bound(part, "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum");
        bound(part, "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum");
        if (part.has("multipleOf")) {
            ObjectNode node = typed("number");
            node.set(Keywords.NOT_MULTIPLE, part.node().path("multipleOf"));
            add(part, "multipleOf", node, Map.of());
        }
    }

    private void bound(
            Located part, String bound, String open, String opposite, String openOpposite) {
        JsonNode limit = part.node().path(bound);
        JsonNode strict = part.node().path(open);
        if (part.has(bound) && limit.isNumber()) {
            // Draft 4 says by a boolean that the bound itself is outside.
            boolean outside = strict.isBoolean() && strict.booleanValue();
            ObjectNode node = typed("number");
            node.set(outside ? opposite : openOpposite, limit);
            add(part, bound, node, Map.of());
        }
        if (part.has(open) && strict.isNumber()) {
            ObjectNode node = typed("number");
            node.set(opposite, strict);
            add(part, open, node, Map.of());
        }
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode required(String name) {
        ObjectNode node = typed("object");
        node.putArray("required").add(name);
        return node;
    }

    private void add(Located part, String id, ObjectNode node, Map<String, Located> grafts) {
        alternatives.add(Located.made(part, "/!" + id, node, new HashMap<>(grafts)));
    }
}
