package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Slot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slots for tools that calculate, convert, encode and check.
public final class Toolbox {
    private Toolbox() {}

    /// {@return the slots by their names}
    public static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.putAll(Texts.slots());
        slots.putAll(Digests.slots());
        slots.putAll(Numbers.slots());
        slots.putAll(Bases.slots());
        slots.putAll(Units.slots());
        slots.putAll(Dates.slots());
        slots.putAll(Times.slots());
        slots.putAll(Networks.slots());
        slots.putAll(Colours.slots());
        slots.putAll(Snippets.slots());
        slots.putAll(Crons.slots());
        slots.putAll(Regexes.slots());
        slots.putAll(SpokenSums.slots());
        return Collections.unmodifiableMap(slots);
    }
}
