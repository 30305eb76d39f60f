package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
    record Call(String tool, Shape arguments) {
        /// {@return how many items its lists have; 0 if it takes something else too}
        int items() {
            if (!(arguments instanceof Shape.Members(Map<String, Shape> shapes))) {
                return 0;
            }
            int items = 0;
            for (Shape shape : shapes.values()) {
                if (!(shape instanceof Shape.Items(List<Shape> each))) {
                    return 0;
                }
                items = Math.max(items, each.size());
            }
            return items;
        }

        /// {@return one call with the items of both; empty if they take something else too}
        private Optional<Call> and(Call other) {
            if (items() == 0
                    || other.items() == 0
                    || !(arguments instanceof Shape.Members(Map<String, Shape> shapes))
                    || !(other.arguments instanceof Shape.Members(Map<String, Shape> others))
                    || !shapes.keySet().equals(others.keySet())) {
                return Optional.empty();
            }
            Map<String, Shape> both = new LinkedHashMap<>();
            shapes.forEach((name, shape) -> {
                List<Shape> items = new ArrayList<>(((Shape.Items) shape).shapes());
                items.addAll(((Shape.Items) others.getOrDefault(name, shape)).shapes());
                both.put(name, new Shape.Items(items));
            });
            return Optional.of(new Call(tool, new Shape.Members(both)));
        }
    }

    /// A value, or a place for one.
    sealed interface Shape {
        /// A place: the value of a span of [SlotSpans].
        ///
        /// @param span its number, in the order of the text
        record Slot(int span, ValueForm form) implements Shape {}

        /// A text of several parts.
        record Text(List<Piece> pieces) implements Shape {
            public Text {
                pieces = List.copyOf(pieces);
            }
        }

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

    /// A part of a text.
    sealed interface Piece {
        /// The same whatever the words say.
        record Literal(String text) implements Piece {}

        /// What a span says.
        record Said(int span, ValueForm form) implements Piece {}
    }

    /// {@return whether a span is the value of two places; a text may have a part of another value}
    boolean repeats() {
        List<Integer> spans = slots().map(Shape.Slot::span).toList();
        return new HashSet<>(spans).size() < spans.size();
    }

    /// {@return the values that no words say}
    List<Shape.Fixed> fixed() {
        return leaves().filter(Shape.Fixed.class::isInstance).map(Shape.Fixed.class::cast).toList();
    }

    /// {@return the spans whose values are of a form}
    List<Integer> slots(ValueForm form) {
        return slots().filter(slot -> slot.form().equals(form)).map(Shape.Slot::span).toList();
    }

    private Stream<Shape.Slot> slots() {
        return leaves().filter(Shape.Slot.class::isInstance).map(Shape.Slot.class::cast);
    }

    private Stream<Shape> leaves() {
        return calls.stream().flatMap(call -> leaves(call.arguments));
    }

    private static Stream<Shape> leaves(Shape shape) {
        return switch (shape) {
            case Shape.Slot _, Shape.Text _, Shape.Fixed _ -> Stream.of(shape);
            case Shape.Members(Map<String, Shape> shapes) ->
                    shapes.values().stream().flatMap(CallForm::leaves);
            case Shape.Items(List<Shape> shapes) -> shapes.stream().flatMap(CallForm::leaves);
        };
    }

    /// {@return the same with longer names where words are a part of one}
    ///
    /// @param labels of values that are said so at times
    CallForm withKnown(SlotSpans slots, ReadText read, Set<String> labels) {
        return mapped(shape -> {
            if (!(shape instanceof Shape.Slot(int span, ValueForm form))
                    || form != ValueForm.Plain.SAME) {
                return shape;
            }
            SlotSpans.Span said = slots.spans().get(span);
            boolean part =
                    labels.contains(said.label())
                            && KnownName.of(said.text(read), read).isPresent();
            return part ? new Shape.Slot(span, ValueForm.Plain.KNOWN) : shape;
        });
    }

    /// {@return the same with one call where a tool that takes several items at once is called
    /// several times in turn}
    CallForm gathered(Set<String> tools) {
        List<Call> all = new ArrayList<>();
        for (Call call : calls) {
            Optional<Call> both =
                    !all.isEmpty()
                                    && tools.contains(call.tool)
                                    && all.getLast().tool.equals(call.tool)
                            ? all.getLast().and(call)
                            : Optional.empty();
            if (both.isPresent()) {
                all.removeLast();
            }
            all.add(both.orElse(call));
        }
        return new CallForm(all);
    }

    /// {@return the same with other slots and texts}
    private CallForm mapped(UnaryOperator<Shape> leaf) {
        return new CallForm(
                calls.stream()
                        .map(call -> new Call(call.tool, mapped(call.arguments, leaf)))
                        .toList());
    }

    private static Shape mapped(Shape shape, UnaryOperator<Shape> leaf) {
        return switch (shape) {
            case Shape.Slot slot -> leaf.apply(slot);
            case Shape.Text text -> leaf.apply(text);
            case Shape.Fixed value -> value;
            case Shape.Members(Map<String, Shape> shapes) -> {
                Map<String, Shape> all = new LinkedHashMap<>();
                shapes.forEach((name, each) -> all.put(name, mapped(each, leaf)));
                yield new Shape.Members(all);
            }
            case Shape.Items(List<Shape> shapes) ->
                    new Shape.Items(shapes.stream().map(each -> mapped(each, leaf)).toList());
        };
    }

    /// {@return these calls, then others}
    CallForm then(CallForm others) {
        List<Call> all = new ArrayList<>(calls);
        all.addAll(others.calls);
        return new CallForm(all);
    }

    /// {@return the same with its first span at another number}
    CallForm from(int first) {
        return mapped(shape ->
                switch (shape) {
                    case Shape.Slot(int span, ValueForm form) -> new Shape.Slot(span + first, form);
                    case Shape.Text(List<Piece> pieces) ->
                            new Shape.Text(pieces.stream().map(each -> from(each, first)).toList());
                    default -> shape;
                });
    }

    private static Piece from(Piece piece, int first) {
        return switch (piece) {
            case Piece.Literal literal -> literal;
            case Piece.Said(int span, ValueForm form) -> new Piece.Said(span + first, form);
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

    private static Optional<JsonNode> fill(
            Shape shape, SlotSpans slots, ReadText read, WordMeanings lexicon) {
        return switch (shape) {
            case Shape.Slot(int span, ValueForm form) ->
                    form.value(slots.spans().get(span).text(read), read, lexicon);
            case Shape.Text(List<Piece> pieces) -> {
                StringBuilder text = new StringBuilder();
                for (Piece piece : pieces) {
                    Optional<String> part =
                            switch (piece) {
                                case Piece.Literal(String same) -> Optional.of(same);
                                case Piece.Said(int span, ValueForm form) ->
                                        form.value(
                                                        slots.spans().get(span).text(read),
                                                        read,
                                                        lexicon)
                                                .map(JsonNode::asString);
                            };
                    if (part.isEmpty()) {
                        yield Optional.empty();
                    }
                    if (piece instanceof Piece.Said && text.indexOf("://") < 0) {
                        append(part.get(), text);
                    } else {
                        text.append(part.get());
                    }
                }
                yield Optional.of(StringNode.valueOf(text.toString()));
            }
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

    /// A path behind a folder is not put into that folder once more.
    private static void append(String part, StringBuilder text) {
        boolean within = text.length() > 1 && text.charAt(text.length() - 1) == '/';
        int slash = part.indexOf('/');
        if (within && slash == 0 && part.length() > 1) {
            text.setLength(0); // from the root on
        } else if (within && slash > 0) {
            String first = part.substring(0, slash + 1);
            int at = text.length() - first.length();
            boolean again =
                    at >= 0
                            && text.substring(at).equals(first)
                            && first.codePoints().anyMatch(Character::isLetter)
                            && (at == 0 || text.charAt(at - 1) == '/');
            text.setLength(again ? at : text.length());
        }
        text.append(part);
    }
}
