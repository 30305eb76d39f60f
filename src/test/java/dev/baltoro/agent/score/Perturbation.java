package dev.baltoro.agent.score;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Wrong, right and odd answers, made from right ones.
final class Perturbation {
    private static final String[] SAID = {
        "",
        " ",
        "Done.",
        "Which one?",
        "please TELL me the folder",
        "I need your name",
        "何ですか？",
        "you haven't provided it",
        "You included it.",
        "Somewhich",
        "could you",
        "What are they",
        "need more",
        "Missing",
        "please paste it",
        "we are pleased to name it"
    };

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;
    private final List<JsonNode> strangers;
    private final List<String> texts;
    private final Map<String, JsonNode> defaults;

    /// @param strangers calls of other requests
    /// @param texts that good agents say
    /// @param defaults documented ones of any tool, by the argument's name
    Perturbation(
            Random random,
            List<JsonNode> strangers,
            List<String> texts,
            Map<String, JsonNode> defaults) {
        this.random = random;
        this.strangers = strangers;
        this.texts = texts;
        this.defaults = defaults;
    }

    /// {@return a prediction of 0 to 3 changes to these calls}
    String draw(String id, JsonNode calls) {
        while (true) {
            String line = drawAny(id, calls);
            if (!isListAfterAnotherValue(PredictionFile.parse(line).calls())) {
                return line;
            }
        }
    }

    /// The other program ends with an error where a list follows something else in its place.
    private static boolean isListAfterAnotherValue(List<MadeCall> calls) {
        for (int i = 1; i < calls.size(); i++) {
            JsonNode before = calls.get(i - 1).arguments();
            JsonNode after = calls.get(i).arguments();
            boolean alike =
                    calls.get(i - 1).name().equals(calls.get(i).name())
                            && before.isObject()
                            && before.size() == 1
                            && before.propertyNames().equals(after.propertyNames());
            if (alike && after.iterator().next().isArray() && !before.iterator().next().isArray()) {
                return true;
            }
        }
        return false;
    }

    private String drawAny(String id, JsonNode calls) {
        ArrayNode changed = JsonMapper.shared().createArrayNode();
        calls.forEach(call -> changed.add(call.deepCopy()));
        for (int i = random.nextInt(4); i > 0; i--) {
            change(changed);
        }
        ObjectNode line = JsonMapper.shared().createObjectNode().put("id", id);
        line.set("calls", changed);
        if (random.nextInt(10) > 0) {
            line.put(
                    "text", random.nextBoolean() ? pick(texts) : SAID[random.nextInt(SAID.length)]);
        }
        return line.toString();
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void change(ArrayNode calls) {
        int place = calls.isEmpty() ? 0 : random.nextInt(calls.size());
        if (calls.isEmpty() || random.nextInt(8) == 0) {
            calls.insert(place, pick(strangers).deepCopy());
            return;
        }
        ObjectNode call = (ObjectNode) calls.get(place);
        switch (random.nextInt(14)) {
            case 0 -> calls.remove(place);
            case 1 -> calls.insert(random.nextInt(calls.size() + 1), call.deepCopy());
            case 2 -> {
                List<JsonNode> order = new ArrayList<>(calls.values());
                Collections.shuffle(order, random);
                calls.removeAll().addAll(order);
            }
            case 3 -> split(calls, place, call);
            case 4 -> call.put("name", pick(strangers).path("name").asString());
            case 5 -> call.put("arguments", call.path("arguments").toString());
            case 6 -> {
                ObjectNode wrapped = JsonMapper.shared().createObjectNode().put("type", "function");
                wrapped.set("function", call);
                calls.set(place, wrapped);
            }
            default -> {
                if (call.path("arguments") instanceof ObjectNode arguments) {
                    changeMember(arguments);
                }
            }
        }
    }

    /// One call with a list becomes two.
    private void split(ArrayNode calls, int place, ObjectNode call) {
        for (Map.Entry<String, JsonNode> member : call.path("arguments").properties()) {
            if (member.getValue().isArray() && member.getValue().size() > 0) {
                ObjectNode second = call.deepCopy();
                int cut = random.nextInt(member.getValue().size() + 1);
                ArrayNode head = NODES.arrayNode();
                ArrayNode tail = NODES.arrayNode();
                for (int i = 0; i < member.getValue().size(); i++) {
                    (i < cut ? head : tail).add(member.getValue().get(i));
                }
                ((ObjectNode) call.path("arguments")).set(member.getKey(), head);
                ((ObjectNode) second.path("arguments")).set(member.getKey(), tail);
                calls.insert(place + 1, second);
                return;
            }
        }
    }

    private void changeMember(ObjectNode object) {
        List<String> keys = new ArrayList<>(object.propertyNames());
        int kind = random.nextInt(8);
        if (keys.isEmpty() || kind == 0) {
            List<String> known = new ArrayList<>(defaults.keySet());
            String key = known.isEmpty() || random.nextInt(6) == 0 ? "extra" : pick(known);
            JsonNode usual = defaults.getOrDefault(key, NODES.stringNode("x"));
            object.set(key, random.nextInt(3) == 0 ? changed(usual) : usual);
            return;
        }
        String key = pick(keys);
        if (kind == 1) {
            object.remove(key);
        } else {
            object.set(key, changed(object.path(key)));
        }
    }

    private JsonNode changed(JsonNode value) {
        int kind = random.nextInt(12);
        if (kind == 0) {
            return NODES.arrayNode().add(value);
        }
        if (kind == 1) {
            return NODES.nullNode();
        }
        return switch (value.getNodeType()) {
            case STRING -> changedText(value.stringValue());
            case NUMBER ->
                    switch (random.nextInt(5)) {
                        case 0 -> NODES.numberNode(value.doubleValue() + 1e-12);
                        case 1 -> NODES.numberNode(value.doubleValue() + 1);
                        case 2 -> NODES.stringNode(value.toString());
                        case 3 -> NODES.booleanNode(true);
                        default -> NODES.numberNode(value.doubleValue());
                    };
            case BOOLEAN ->
                    random.nextBoolean()
                            ? NODES.booleanNode(!value.booleanValue())
                            : NODES.stringNode(Boolean.toString(value.booleanValue()));
            case ARRAY -> changedList(value);
            case OBJECT -> {
                ObjectNode copy = value.deepCopy().asObject();
                changeMember(copy);
                yield copy;
            }
            default -> NODES.stringNode("x");
        };
    }

    private JsonNode changedList(JsonNode list) {
        List<JsonNode> items = new ArrayList<>(list.values());
        int kind = random.nextInt(5);
        if (kind == 0 || items.isEmpty()) {
            items.add(NODES.stringNode("more"));
        } else if (kind == 1) {
            items.remove(random.nextInt(items.size()));
        } else if (kind == 2) {
            Collections.shuffle(items, random);
        } else {
            int place = random.nextInt(items.size());
            items.set(place, changed(items.get(place)));
        }
        ArrayNode changed = NODES.arrayNode();
        changed.addAll(items);
        return changed;
    }

    private JsonNode changedText(String text) {
        return NODES.stringNode(
                switch (random.nextInt(13)) {
                    case 0 -> text.toUpperCase(Locale.ROOT);
                    case 1 -> text + "/";
                    case 2 -> " " + text + " ";
                    case 3 -> "the " + text;
                    case 4 -> text.substring(text.lastIndexOf('/') + 1);
                    case 5 -> "./" + text.substring(text.lastIndexOf('/') + 1) + "/../";
                    case 6 -> text.replaceFirst("^/(srv/cafe|opt/lab data)/", "");
                    case 7 -> Normalizer.normalize(text, Normalizer.Form.NFD);
                    case 8 -> text.replace(" ", "_");
                    case 9 -> text + "\n";
                    case 10 -> text.isEmpty() ? "x" : text.substring(1);
                    case 11 -> "**/" + text;
                    default -> "(" + text + ")*1";
                });
    }
}
