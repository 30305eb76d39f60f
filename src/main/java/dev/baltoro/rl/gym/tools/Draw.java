package dev.baltoro.rl.gym.tools;

import dev.baltoro.agent.world.Split;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The chance of one task, and what it is drawn for.
///
/// @param random the task's own
/// @param difficulty from 1
public record Draw(SplittableRandom random, Split split, int difficulty) {
    private static final int PLAIN_FROM = 3;

    /// {@return one of a list}
    public <T> T pick(List<T> list) {
        return Words.pick(random, list);
    }

    /// {@return several of a list in a random order, none twice}
    public <T> List<T> several(List<T> list, int count) {
        return Words.several(random, list, count);
    }

    /// {@return a whole number, both ends included}
    public int number(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /// {@return a state with an entry for each key}
    ///
    /// @param value draws an entry's
    public ObjectNode state(List<String> keys, Supplier<?> value) {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        keys.forEach(key -> state.set(key, JsonMapper.shared().valueToTree(value.get())));
        return state;
    }

    /// {@return the request in one of the split's phrasings}
    public String ask(Phrasings phrasings, Map<String, String> slots) {
        return phrasings.say(split, random, slots);
    }

    /// {@return an answer of the solver, in one of several ways to say it}
    public String say(Map<String, String> slots, String... ways) {
        return Phrasings.oneOf(random, slots, ways);
    }

    /// {@return slots whose words stand in quotation marks below difficulty 3}
    ///
    /// A word in quotation marks has the same tokens as in a call's arguments, so that a small
    /// model may copy it as it stands; after a space it has others, which are harder to learn.
    public Map<String, String> quoted(Map<String, String> slots) {
        if (difficulty >= PLAIN_FROM) {
            return slots;
        }
        Map<String, String> quoted = new HashMap<>(slots);
        quoted.replaceAll(
                (_, value) -> Character.isLetter(value.charAt(0)) ? "\"" + value + "\"" : value);
        return quoted;
    }
}
