package dev.baltoro.rl.gym.tools;

import static dev.baltoro.agent.world.Script.say;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.WordAnswer;
import dev.baltoro.rl.gym.Words;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Kinds of task that need no tool, though there are some: they belong into every tool world.
final class Talk {
    private static final Phrasings GREETING =
            new Phrasings(
                    List.of(
                            "Hi, I am {name}.",
                            "Hello! My name is {name}.",
                            "Good day, {name} here.",
                            "I am {name}. Say hello to me."),
                    List.of("Hello, they call me {name}."));

    private static final Phrasings WHERE =
            new Phrasings(
                    List.of(
                            "{name} is in the {value}. Where is {name}?",
                            "{name} went to the {value}. Where did {name} go?",
                            "We saw {name} in the {value}. Where was {name}?"),
                    List.of("{name} waits in the {value}. Where is {name} now?"));

    private static final Phrasings WHAT =
            new Phrasings(
                    List.of(
                            "{name} has a new {value}. What does {name} have?",
                            "{name} bought a big {value}. What did {name} buy?",
                            "{name} found my old {value}. What did {name} find?"),
                    List.of("{name} lost a small {value}. What did {name} lose?"));

    private static final Pattern GREETING_WORD =
            Pattern.compile("(?i)\\b(?:hello|hi|hey|welcome|good|nice|glad|pleased)\\b");

    private static final Check GREETS =
            answer -> {
                boolean greets = GREETING_WORD.matcher(answer).find();
                return Verdict.of(greets, greets ? "right" : "it does not greet");
            };

    private Talk() {}

    /// {@return a greeting by name, which a greeting answers}
    static ToolKind greeting(List<Tool> tools, ObjectNode state) {
        return new ToolKind(
                        "greeting",
                        1,
                        draw -> {
                            Map<String, String> slots = Map.of("name", draw.pick(Words.NAMES));
                            String answer =
                                    draw.say(
                                            slots,
                                            "Hello {name}!",
                                            "Hi {name}!",
                                            "Hello {name}, how are you?");
                            return Plan.of(
                                    slots.getOrDefault("name", ""),
                                    tools,
                                    state,
                                    draw.ask(GREETING, slots),
                                    Answers.all(
                                            GREETS, Answers.naming(slots.getOrDefault("name", ""))),
                                    Script.of(say(answer)));
                        })
                .rarer();
    }

    /// {@return a question that answers itself}
    static ToolKind told(List<Tool> tools, ObjectNode state) {
        return new ToolKind(
                        "told",
                        1,
                        draw -> {
                            boolean where = draw.random().nextBoolean();
                            List<String> values = where ? Words.PLACES : Words.OBJECTS;
                            String value = draw.pick(values);
                            Map<String, String> slots =
                                    Map.of("name", draw.pick(Words.NAMES), "value", value);
                            String answer =
                                    where
                                            ? draw.say(
                                                    slots,
                                                    "In the {value}.",
                                                    "{name}: in the {value}.")
                                            : draw.say(
                                                    slots, "The {value}.", "{name}: the {value}.");
                            return Plan.of(
                                    slots.get("name") + " " + value,
                                    tools,
                                    state,
                                    draw.ask(where ? WHERE : WHAT, slots),
                                    new WordAnswer(value, values),
                                    Script.of(say(answer)));
                        })
                .rarer();
    }
}
