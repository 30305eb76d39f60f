package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Calls with places for values.
///
/// @param calls in their order
record CallForm(List<Call> calls) {
    CallForm {
        calls = List.copyOf(calls);
    }

    /// A call with places for values.
    record Call(String tool, Shape arguments) {}

    /// A value, or a place for one.
    sealed interface Shape {
        /// A place: the value of a span of [SlotSpans].
        ///
        /// @param span its number, in the order of the text
        record Slot(int span, ValueForm form) implements Shape {}

        /// A path of a folder's span and a name's.
        ///
        /// @param parent whether the folder is that of what the first span names
        record Below(int folder, boolean parent, int name) implements Shape {}

        /// The same whatever the words say.
        ///
        /// @param path of the argument
        record Fixed(String path, JsonNode value) implements Shape {}

        /// A JSON object.
        record Members(Map<String, Shape> shapes) implements Shape {}

        /// A JSON array.
        record Items(List<Shape> shapes) implements Shape {
            public Items {
                shapes = List.copyOf(shapes);
            }
        }
    }

    /// {@return whether a span is the value of two places}
    boolean repeats() {
        List<Integer> spans = new ArrayList<>();
        calls.forEach(call -> spans(call.arguments, spans));
        return new HashSet<>(spans).size() < spans.size();
    }

    /// {@return how many places take a longer name that is known}
    int known() {
        return (int)
                calls.stream()
                        .flatMap(call -> forms(call.arguments))
                        .filter(form -> form == ValueForm.Plain.KNOWN)
                        .count();
    }

    private static Stream<ValueForm> forms(Shape shape) {
        return switch (shape) {
            case Shape.Slot(int _, ValueForm form) -> Stream.of(form);
            case Shape.Below _, Shape.Fixed _ -> Stream.empty();
            case Shape.Members(Map<String, Shape> shapes) ->
                    shapes.values().stream().flatMap(CallForm::forms);
            case Shape.Items(List<Shape> shapes) -> shapes.stream().flatMap(CallForm::forms);
        };
    }

    private static void spans(Shape shape, List<Integer> into) {
        switch (shape) {
            case Shape.Slot(int span, ValueForm _) -> into.add(span);
            case Shape.Below(int folder, boolean _, int name) -> {
                into.add(folder);
                into.add(name);
            }
            case Shape.Fixed _ -> {}
            case Shape.Members(Map<String, Shape> shapes) ->
                    shapes.values().forEach(each -> spans(each, into));
            case Shape.Items(List<Shape> shapes) -> shapes.forEach(each -> spans(each, into));
        }
    }

    /// {@return these calls, then others}
    CallForm then(CallForm others) {
        List<Call> all = new ArrayList<>(calls);
        all.addAll(others.calls);
        return new CallForm(all);
    }

    /// {@return the same with its first span at another number}
    CallForm from(int first) {
        return new CallForm(
                calls.stream()
                        .map(call -> new Call(call.tool, from(call.arguments, first)))
                        .toList());
    }

    private static Shape from(Shape shape, int first) {
        return switch (shape) {
            case Shape.Slot(int span, ValueForm form) -> new Shape.Slot(span + first, form);
            case Shape.Below(int folder, boolean parent, int name) ->
                    new Shape.Below(folder + first, parent, name + first);
            case Shape.Fixed value -> value;
            case Shape.Members(Map<String, Shape> shapes) -> {
                Map<String, Shape> moved = new LinkedHashMap<>();
                shapes.forEach((name, each) -> moved.put(name, from(each, first)));
                yield new Shape.Members(moved);
            }
            case Shape.Items(List<Shape> shapes) ->
                    new Shape.Items(shapes.stream().map(each -> from(each, first)).toList());
        };
    }

    /// {@return the arguments of each call; empty if a span cannot be such a value}
    Optional<List<JsonNode>> filled(SlotSpans slots, ReadText read, WordMeanings lexicon) {
        List<JsonNode> filled = new ArrayList<>();
        for (Call call : calls) {
            Optional<JsonNode> arguments = fill(call.arguments, slots, read, lexicon);
            if (arguments.isEmpty()) {
                return Optional.empty();
            }
            filled.add(arguments.get());
        }
        return Optional.of(filled);
    }

    /// {@return a path of a folder and a name}
    static String below(String folder, boolean parent, String name) {
        String whole = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        if (!parent) {
            return whole + "/" + name;
        }
        return whole.substring(0, whole.lastIndexOf('/') + 1) + name;
    }

    private static Optional<JsonNode> fill(
            Shape shape, SlotSpans slots, ReadText read, WordMeanings lexicon) {
        return switch (shape) {
            case Shape.Slot(int span, ValueForm form) ->
                    form.value(slots.spans().get(span).text(read), read, lexicon);
            case Shape.Below(int folder, boolean parent, int name) ->
                    Optional.of(
                            StringNode.valueOf(
                                    below(
                                            slots.spans().get(folder).text(read),
                                            parent,
                                            slots.spans().get(name).text(read))));
            case Shape.Fixed(String _, JsonNode value) -> Optional.of(value);
            case Shape.Members(Map<String, Shape> shapes) -> {
                ObjectNode object = JsonMapper.shared().createObjectNode();
                for (Map.Entry<String, Shape> member : shapes.entrySet()) {
                    Optional<JsonNode> value = fill(member.getValue(), slots, read, lexicon);
                    if (value.isEmpty()) {
                        yield Optional.empty();
                    }
                    object.set(member.getKey(), value.get());
                }
                yield Optional.of(object);
            }
            case Shape.Items(List<Shape> shapes) -> {
                ArrayNode array = JsonMapper.shared().createArrayNode();
                for (Shape item : shapes) {
                    Optional<JsonNode> value = fill(item, slots, read, lexicon);
                    if (value.isEmpty()) {
                        yield Optional.empty();
                    }
                    array.add(value.get());
                }
                yield Optional.of(array);
            }
        };
    }
}
