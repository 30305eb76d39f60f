package dev.baltoro.rl.gym.tools;

import static dev.baltoro.agent.world.Script.call;
import static dev.baltoro.agent.world.Script.say;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.memory.MemoryTools;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.WordAnswer;
import dev.baltoro.rl.gym.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Tasks with a memory of values by key.
public final class MemoryGym {
    /// What is remembered: none is a value.
    private static final List<String> KEYS =
            List.of(
                    "pet", "drink", "color", "city", "food", "song", "sport", "game", "gift",
                    "street", "toy", "word", "prize", "team", "wish", "sign", "hobby", "snack",
                    "bird", "tree", "dish", "tool", "club", "tune", "code", "fruit", "meal", "seat",
                    "gate", "dance", "river", "month");

    private static final List<String> VALUES =
            Stream.of(Words.OBJECTS, Words.PLACES, Words.COLORS).flatMap(List::stream).toList();

    private static final List<Tool> TOOLS = List.of(MemoryTools.GET, MemoryTools.SET);

    private static final Phrasings RECALL =
            new Phrasings(
                    List.of(
                            "What is my {key}?",
                            "Tell me my {key}.",
                            "Which {key} did I save?",
                            "Look up my {key}.",
                            "Read my {key}, please.",
                            "I forgot my {key}. What is it?"),
                    List.of("Do you know my {key}?", "Remind me of my {key}."));

    private static final Phrasings STORE =
            new Phrasings(
                    List.of(
                            "My {key} is {value}. Save it.",
                            "Save {value} as my {key}.",
                            "Set my {key} to {value}.",
                            "Remember that my {key} is {value}.",
                            "Store my {key}: {value}.",
                            "Please save {value} as {key}."),
                    List.of("Keep in mind: my {key} is {value}.", "Let my {key} be {value}."));

    private static final Phrasings COPY =
            new Phrasings(
                    List.of(
                            "Save my {key} as my {other} too.",
                            "Copy my {key} to my {other}.",
                            "Set my {other} to the same as my {key}.",
                            "My {other} is the same as my {key}. Save it."),
                    List.of("Make my {other} what my {key} is."));

    private static final Phrasings MOVE =
            new Phrasings(
                    List.of(
                            "Move my {key} to {other}.",
                            "Rename my {key} to {other}.",
                            "What I saved as {key} should be {other} now."),
                    List.of("Turn my {key} into my {other}."));

    private static final Phrasings BOTH =
            new Phrasings(
                    List.of(
                            "What are my {key} and my {other}?",
                            "Tell me my {key} and my {other}.",
                            "Look up my {key} and {other}."),
                    List.of("Remind me of my {key} and my {other}."));

    private static final Phrasings ASK =
            new Phrasings(
                    List.of(
                            "Save my {key}.",
                            "I want to save my {key}.",
                            "Please set my {key}.",
                            "Store a new {key} for me."),
                    List.of("Remember my {key}."));

    private static final Phrasings FORGET =
            new Phrasings(
                    List.of("Forget my {key}.", "Delete my {key}.", "Remove my {key}, please."),
                    List.of("Clear my {key}."));

    private MemoryGym() {}

    /// {@return the gym}
    public static Gym gym() {
        return new ToolGym(
                "memory",
                "save and recall values by key",
                3,
                List.of(
                        new ToolKind("recall", 1, MemoryGym::recall),
                        new ToolKind("store", 1, MemoryGym::store),
                        Talk.greeting(TOOLS, MemoryTools.state(Map.of())),
                        Talk.told(TOOLS, MemoryTools.state(Map.of())),
                        new ToolKind("ask", 2, MemoryGym::ask),
                        new ToolKind("missing", 2, MemoryGym::missing),
                        new ToolKind("retry", 2, MemoryGym::retry),
                        new ToolKind("copy", 2, MemoryGym::copy),
                        new ToolKind("both", 3, MemoryGym::both),
                        new ToolKind("move", 3, MemoryGym::move)),
                List.of(new ToolKind("forget", 1, MemoryGym::forget)));
    }

    /// What a task is drawn from: a memory, two of its keys with their values, a key and a value
    /// that it does not have.
    private record Drawn(
            ObjectNode state,
            List<Tool> tools,
            String key,
            String value,
            String other,
            String otherValue,
            String newKey,
            String newValue) {
        static Drawn of(Draw draw) {
            int entries = draw.number(2, 2 + 2 * draw.difficulty());
            List<String> keys = draw.several(KEYS, entries + 1);
            List<String> values = draw.several(VALUES, entries + 1);
            Map<String, String> memory = new LinkedHashMap<>();
            for (int i = 0; i < entries; i++) {
                memory.put(keys.get(i), values.get(i));
            }
            return new Drawn(
                    MemoryTools.state(memory),
                    draw.difficulty() < 3
                            ? TOOLS
                            : List.of(
                                    MemoryTools.GET,
                                    MemoryTools.SET,
                                    MemoryTools.DELETE,
                                    MemoryTools.KEYS),
                    keys.get(0),
                    values.get(0),
                    keys.get(1),
                    values.get(1),
                    keys.getLast(),
                    values.getLast());
        }

        ObjectNode with(String key, String value) {
            ObjectNode goal = state.deepCopy();
            goal.withObject("/memory").put(key, value);
            return goal;
        }

        static ObjectNode without(ObjectNode state, String key) {
            ObjectNode goal = state.deepCopy();
            goal.withObject("/memory").remove(key);
            return goal;
        }

        Check says() {
            return new WordAnswer(value, VALUES);
        }

        Map<String, String> slots() {
            return Map.of("key", key, "value", value, "other", other, "new", newKey);
        }
    }

    private static Script.Say found(Draw draw, Drawn drawn) {
        return say(
                draw.say(
                        draw.quoted(drawn.slots()),
                        "Your {key} is {value}.",
                        "It is {value}.",
                        "You saved {value}."));
    }

    private static Script.Say saved(Draw draw, String key, String value) {
        return say(
                draw.say(
                        draw.quoted(Map.of("key", key, "value", value)),
                        "Done. Your {key} is {value}.",
                        "I saved {value} as your {key}.",
                        "Saved."));
    }

    private static Plan recall(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                drawn.key + "=" + drawn.value,
                drawn.tools,
                drawn.state,
                draw.ask(RECALL, draw.quoted(drawn.slots())),
                drawn.says(),
                Script.of(call("get", "key", drawn.key), found(draw, drawn)));
    }

    private static Plan store(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        boolean change = draw.random().nextBoolean();
        String key = change ? drawn.key : drawn.newKey;
        String value = drawn.newValue;
        return Plan.of(
                        key + "=" + value,
                        drawn.tools,
                        drawn.state,
                        draw.ask(STORE, draw.quoted(Map.of("key", key, "value", value))),
                        Answers.DONE,
                        Script.of(call("set", "key", key, "value", value), saved(draw, key, value)))
                .leaving(drawn.with(key, value));
    }

    private static Plan ask(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        String key = drawn.newKey;
        String value = drawn.newValue;
        Map<String, String> slots = draw.quoted(Map.of("key", key, "value", value));
        return Plan.of(
                        key + "=" + value,
                        drawn.tools,
                        drawn.state,
                        draw.ask(ASK, slots),
                        Answers.DONE,
                        Script.of(
                                say(
                                        draw.say(
                                                slots,
                                                "What is your {key}?",
                                                "Which {key}?",
                                                "What should I save as {key}?")),
                                call("set", "key", key, "value", value),
                                saved(draw, key, value)))
                .leaving(drawn.with(key, value))
                .telling(draw.say(slots, "It is {value}.", "{value}", "My {key} is {value}."));
    }

    private static Plan missing(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        Map<String, String> slots = draw.quoted(Map.of("key", drawn.newKey));
        return Plan.of(
                drawn.newKey,
                drawn.tools,
                drawn.state,
                draw.ask(RECALL, slots),
                Answers.reporting(List.of(drawn.newKey), VALUES),
                Script.of(
                        call("get", "key", drawn.newKey),
                        say(
                                draw.say(
                                        slots,
                                        "You did not save your {key}.",
                                        "I do not know your {key}.",
                                        "There is no {key} yet."))));
    }

    private static Plan retry(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        Script.Call get = call("get", "key", drawn.key);
        return Plan.of(
                drawn.key + "=" + drawn.value,
                Plan.failingFirst(drawn.tools, "get"),
                drawn.state,
                draw.ask(RECALL, draw.quoted(drawn.slots())),
                drawn.says(),
                Script.of(get, get, found(draw, drawn)));
    }

    private static Plan copy(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.key + "=" + drawn.value + " to " + drawn.newKey,
                        drawn.tools,
                        drawn.state,
                        draw.ask(
                                COPY, draw.quoted(Map.of("key", drawn.key, "other", drawn.newKey))),
                        Answers.DONE,
                        Script.of(
                                call("get", "key", drawn.key),
                                call("set", "key", drawn.newKey, "value", drawn.value),
                                saved(draw, drawn.newKey, drawn.value)))
                .leaving(drawn.with(drawn.newKey, drawn.value));
    }

    private static Plan both(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                drawn.key + "=" + drawn.value + ", " + drawn.other + "=" + drawn.otherValue,
                drawn.tools,
                drawn.state,
                draw.ask(BOTH, draw.quoted(drawn.slots())),
                Answers.exactly(List.of(drawn.value, drawn.otherValue), VALUES),
                Script.of(
                        call("get", "key", drawn.key),
                        call("get", "key", drawn.other),
                        say(
                                "Your %s is %s and your %s is %s."
                                        .formatted(
                                                drawn.key,
                                                drawn.value,
                                                drawn.other,
                                                drawn.otherValue))));
    }

    private static Plan move(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.key + "=" + drawn.value + " to " + drawn.newKey,
                        drawn.tools,
                        drawn.state,
                        draw.ask(
                                MOVE, draw.quoted(Map.of("key", drawn.key, "other", drawn.newKey))),
                        Answers.DONE,
                        Script.of(
                                call("get", "key", drawn.key),
                                call("set", "key", drawn.newKey, "value", drawn.value),
                                call("delete", "key", drawn.key),
                                saved(draw, drawn.newKey, drawn.value)))
                .leaving(Drawn.without(drawn.with(drawn.newKey, drawn.value), drawn.key));
    }

    private static Plan forget(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.key + "=" + drawn.value,
                        List.of(MemoryTools.GET, MemoryTools.SET, MemoryTools.DELETE),
                        drawn.state,
                        draw.ask(FORGET, draw.quoted(drawn.slots())),
                        Answers.DONE,
                        Script.of(
                                call("delete", "key", drawn.key),
                                say(
                                        draw.say(
                                                draw.quoted(drawn.slots()),
                                                "Done.",
                                                "I deleted your {key}."))))
                .leaving(Drawn.without(drawn.state, drawn.key));
    }
}
