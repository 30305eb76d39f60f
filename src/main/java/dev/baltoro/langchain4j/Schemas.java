package dev.baltoro.langchain4j;

import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// LangChain4j's schemas as JSON Schema.
final class Schemas {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Schemas() {}

    /// {@return the schema as JSON text}
    ///
    /// @throws IllegalArgumentException if a raw schema is not JSON
    /// @throws UnsupportedFeatureException if it has an element of an unknown type
    static String json(JsonSchemaElement schema) {
        return node(schema).toString();
    }

    private static JsonNode node(JsonSchemaElement schema) {
        if (schema instanceof JsonRawSchema raw) {
            return raw(raw.schema());
        }
        ObjectNode node = JSON.createObjectNode();
        Optional.ofNullable(schema.description()).ifPresent(it -> node.put("description", it));
        switch (schema) {
            case JsonObjectSchema object -> object(node, object);
            case JsonArraySchema array -> {
                node.put("type", "array");
                Optional.ofNullable(array.items()).ifPresent(it -> node.set("items", node(it)));
            }
            case JsonEnumSchema words -> {
                node.put("type", "string");
                words.enumValues().forEach(node.putArray("enum")::add);
            }
            case JsonAnyOfSchema either -> {
                var choices = node.putArray("anyOf");
                either.anyOf().forEach(it -> choices.add(node(it)));
            }
            case JsonReferenceSchema reference ->
                    node.put("$ref", "#/$defs/" + reference.reference());
            case JsonStringSchema _ -> node.put("type", "string");
            case JsonIntegerSchema _ -> node.put("type", "integer");
            case JsonNumberSchema _ -> node.put("type", "number");
            case JsonBooleanSchema _ -> node.put("type", "boolean");
            case JsonNullSchema _ -> node.put("type", "null");
            default ->
                    throw new UnsupportedFeatureException(
                            "schemas of type %s are not supported; write it as a JsonRawSchema"
                                    .formatted(schema.getClass().getSimpleName()));
        }
        return node;
    }

    private static void object(ObjectNode node, JsonObjectSchema object) {
        node.put("type", "object");
        node.set("properties", nodes(object.properties()));
        if (object.required() != null && !object.required().isEmpty()) {
            object.required().forEach(node.putArray("required")::add);
        }
        // These schemas come from Java classes, which cannot hold members that they do not declare.
        // One without any is a map.
        boolean open =
                Optional.ofNullable(object.additionalProperties())
                        .orElse(object.properties().isEmpty());
        node.put("additionalProperties", open);
        if (object.definitions() != null && !object.definitions().isEmpty()) {
            node.set("$defs", nodes(object.definitions()));
        }
    }

    private static ObjectNode nodes(Map<String, JsonSchemaElement> schemas) {
        ObjectNode nodes = JSON.createObjectNode();
        schemas.forEach((name, schema) -> nodes.set(name, node(schema)));
        return nodes;
    }

    private static JsonNode raw(String schema) {
        try {
            return JSON.readTree(schema);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "a raw schema is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
