package dev.baltoro.synth.teacher;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A written request with the places in it that its calls copy from.
///
/// @param pattern words, and gaps where values stand
/// @param values each value of the calls that is copied, as the gaps that it is made of; several
///   are joined by `/`
/// @param request the written one
record ReadExample(List<Element> pattern, Map<String, List<Integer>> values, ToolRequest request) {
    /// A part of a pattern.
    sealed interface Element {
        /// A word that is said.
        record Said(String word) implements Element {}

        /// Where a value stands.
        ///
        /// @param number of the gap; below 0 if no call needs what stands there
        record Gap(int number) implements Element {}
    }

    private record Place(int begin, int end) {}

    /// {@return the example; empty if a value of its calls is neither in its text nor usual}
    ///
    /// @param usual values of calls that need not be said
    /// @param known words that are said often, in lower case
    static Optional<ReadExample> of(
            ToolRequest request, Predicate<String> usual, Predicate<String> known) {
        List<Place> places = new ArrayList<>();
        Map<String, List<Integer>> values = new LinkedHashMap<>();
        for (String value : leaves(request)) {
            Optional<List<Place>> found = find(value, request);
            if (found.isPresent()) {
                List<Integer> gaps = new ArrayList<>();
                for (Place place : found.get()) {
                    if (!places.contains(place)) {
                        places.add(place);
                    }
                    gaps.add(places.indexOf(place));
                }
                values.put(value, gaps);
            } else if (!usual.test(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(new ReadExample(pattern(request, places, known), values, request));
    }

    /// {@return texts and numbers of a request's calls}
    static List<String> leaves(ToolRequest request) {
        List<String> leaves = new ArrayList<>();
        request.expected().forEach(call -> addLeaves(call.arguments(), leaves));
        return leaves;
    }

    private static void addLeaves(JsonNode node, List<String> into) {
        if (node.isContainer()) {
            node.forEach(child -> addLeaves(child, into));
        } else if (node.isString() || node.isNumber()) {
            into.add(node.asString());
        }
    }

    private static Optional<List<Place>> find(String value, ToolRequest request) {
        Optional<Place> whole = find(value, request.request());
        if (whole.isPresent()) {
            return Optional.of(List.of(whole.get()));
        }
        Optional<String> below =
                request.context().roots().stream()
                        .filter(root -> value.startsWith(root + "/"))
                        .max(Comparator.comparingInt(String::length))
                        .map(root -> value.substring(root.length() + 1));
        if (below.isEmpty()) {
            return Optional.empty();
        }
        whole = find(below.get(), request.request());
        if (whole.isPresent()) {
            return Optional.of(List.of(whole.get()));
        }
        List<Place> parts = new ArrayList<>();
        for (String part : below.get().split("/")) {
            Optional<Place> place = find(part, request.request());
            if (place.isEmpty()) {
                return Optional.empty();
            }
            parts.add(place.get());
        }
        return Optional.of(parts);
    }

    private static Optional<Place> find(String value, String text) {
        for (int at = text.indexOf(value);
                at >= 0 && !value.isBlank();
                at = text.indexOf(value, at + 1)) {
            int end = at + value.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return Optional.of(new Place(at, end));
            }
        }
        return Optional.empty();
    }

    private static List<Element> pattern(
            ToolRequest request, List<Place> places, Predicate<String> known) {
        List<Element> pattern = new ArrayList<>();
        for (RequestWords.Word word : RequestWords.of(request.request()).words()) {
            Optional<Place> in =
                    places.stream()
                            .filter(place -> word.begin() < place.end && word.end() > place.begin)
                            .findFirst();
            Element element =
                    in.isPresent()
                            ? new Element.Gap(places.indexOf(in.get()))
                            : word.sign() || known.test(word.plain())
                                    ? new Element.Said(word.plain())
                                    : new Element.Gap(-1);
            if (element instanceof Element.Said
                    || pattern.isEmpty()
                    || !pattern.getLast().equals(element)) {
                pattern.add(element);
            }
        }
        return pattern;
    }

    /// {@return the answer of the written request with other values}
    ///
    /// @param gaps what stands in the gaps now
    String answer(Map<Integer, String> gaps) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ArrayNode calls = json.putArray("calls");
        for (WantedCall call : request.expected()) {
            calls.addObject()
                    .put("name", call.name())
                    .set("arguments", filled(call.arguments(), gaps));
        }
        return json.put("text", request.expected().isEmpty() ? request.reply() : "").toString();
    }

    private JsonNode filled(JsonNode node, Map<Integer, String> gaps) {
        switch (node) {
            case ObjectNode object -> {
                ObjectNode filled = JsonMapper.shared().createObjectNode();
                object.properties()
                        .forEach(one -> filled.set(one.getKey(), filled(one.getValue(), gaps)));
                return filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = JsonMapper.shared().createArrayNode();
                array.forEach(one -> filled.add(filled(one, gaps)));
                return filled;
            }
            default -> {
                List<Integer> made = values.get(node.asString(""));
                if (made == null) {
                    return node;
                }
                String text =
                        String.join(
                                "/", made.stream().map(gap -> gaps.getOrDefault(gap, "")).toList());
                return node.isNumber() && text.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")
                        ? JsonMapper.shared().readTree(text.replaceFirst("^(-?)0+(?=[0-9])", "$1"))
                        : JsonMapper.shared().getNodeFactory().stringNode(text);
            }
        }
    }
}
