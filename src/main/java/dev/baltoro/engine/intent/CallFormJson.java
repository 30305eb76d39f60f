package dev.baltoro.engine.intent;

import dev.baltoro.engine.intent.CallForm.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Forms of calls as JSON. Every shape is an object with one member, which names its sort.
final class CallFormJson {
    private static final String FORM = "form";

    private CallFormJson() {}

    static ArrayNode write(CallForm form) {
        ArrayNode calls = JsonMapper.shared().createArrayNode();
        for (CallForm.Call call : form.calls()) {
            calls.addObject().put("tool", call.tool()).set("arguments", write(call.arguments()));
        }
        return calls;
    }

    private static ObjectNode write(Shape shape) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        switch (shape) {
            case Shape.Slot(int span, ValueForm form) -> write(json.put("slot", span), form);
            case Shape.Text(List<CallForm.Piece> pieces) -> {
                ArrayNode parts = json.putArray("text");
                for (CallForm.Piece piece : pieces) {
                    switch (piece) {
                        case CallForm.Piece.Literal(String text) -> parts.add(text);
                        case CallForm.Piece.Said(int span, ValueForm form) ->
                                write(parts.addObject().put("slot", span), form);
                    }
                }
            }
            case Shape.Fixed(String path, JsonNode value) ->
                    json.put("fixed", path).set("value", value);
            case Shape.Members(Map<String, Shape> shapes) -> {
                ObjectNode members = json.putObject("members");
                shapes.forEach((name, each) -> members.set(name, write(each)));
            }
            case Shape.Items(List<Shape> shapes) -> {
                ArrayNode items = json.putArray("items");
                shapes.forEach(each -> items.add(write(each)));
            }
        }
        return json;
    }

    private static void write(ObjectNode json, ValueForm form) {
        switch (form) {
            case ValueForm.Plain plain -> json.put(FORM, plain.name());
            case ValueForm.Times(int factor) -> json.put("times", factor);
            case ValueForm.Affixed(String prefix, String suffix) ->
                    json.putArray("around").add(prefix).add(suffix);
        }
    }

    /// @throws IllegalArgumentException if it is no form
    static CallForm read(JsonNode json) {
        List<CallForm.Call> calls = new ArrayList<>();
        for (JsonNode call : json) {
            calls.add(
                    new CallForm.Call(call.path("tool").asString(), shape(call.path("arguments"))));
        }
        return new CallForm(calls);
    }

    private static Shape shape(JsonNode json) {
        if (json.has("slot")) {
            return new Shape.Slot(json.get("slot").asInt(), form(json));
        }
        if (json.has("text")) {
            List<CallForm.Piece> pieces = new ArrayList<>();
            json.get("text")
                    .forEach(piece ->
                            pieces.add(
                                    piece.isString()
                                            ? new CallForm.Piece.Literal(piece.asString())
                                            : new CallForm.Piece.Said(
                                                    piece.path("slot").asInt(), form(piece))));
            return new Shape.Text(pieces);
        }
        if (json.has("fixed")) {
            return new Shape.Fixed(json.get("fixed").asString(), json.path("value"));
        }
        if (json.has("members")) {
            Map<String, Shape> members = new LinkedHashMap<>();
            json.get("members")
                    .properties()
                    .forEach(member -> members.put(member.getKey(), shape(member.getValue())));
            return new Shape.Members(members);
        }
        if (json.has("items")) {
            List<Shape> items = new ArrayList<>();
            json.get("items").forEach(item -> items.add(shape(item)));
            return new Shape.Items(items);
        }
        throw new IllegalArgumentException("a call has a part of no known sort");
    }

    private static ValueForm form(JsonNode json) {
        if (json.has("times")) {
            return new ValueForm.Times(json.get("times").asInt());
        }
        JsonNode around = json.path("around");
        return around.isArray()
                ? new ValueForm.Affixed(around.path(0).asString(), around.path(1).asString())
                : ValueForm.Plain.valueOf(json.path(FORM).asString());
    }
}
