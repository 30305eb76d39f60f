package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Slots whose values belong together, such as a quantity, its number and its unit: whichever of
/// them is asked for first draws them all.
interface Together {
    /// {@return the values by the names of their slots, the same names in every draw}
    Map<String, Value> draw(Situation situation);

    /// {@return the slots of these names}
    static Map<String, Slot> slots(Together values, String... names) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (String name : names) {
            slots.put(
                    name,
                    (situation, index) -> draw(values, name, List.of(names), situation, index));
        }
        return slots;
    }

    private static Value draw(
            Together values, String name, List<String> names, Situation situation, int index) {
        Map<String, Value> drawn = values.draw(situation);
        if (!drawn.keySet().containsAll(names)) {
            throw new IllegalStateException("drawn " + drawn.keySet() + ", wanted " + names);
        }
        drawn.forEach((key, value) -> situation.put(Situation.key(key, index), value));
        return drawn.getOrDefault(name, Value.of(""));
    }
}
