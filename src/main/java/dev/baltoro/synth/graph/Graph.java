package dev.baltoro.synth.graph;

import dev.baltoro.synth.value.Slot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Slots for stores of entities, beside the entities themselves: news about them, notes, changes of
/// what is known, relations that fit, questions.
public final class Graph {
    private Graph() {}

    /// {@return the slots by their names}
    public static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.put("news", News::draw);
        slots.put("note", NewNotes::note);
        slots.put("clause", NewNotes::clause);
        slots.put("detail", NewNotes::detail);
        slots.put("fellow", NewNotes::fellow);
        slots.put("trade", NewNotes::trade);
        slots.put("sought", Questions::draw);
        slots.put("change", Changes::draw);
        slots.put("tie", Ties::tie);
        slots.put("peer", Ties::peer);
        slots.put("bond", Ties::bond);
        return Collections.unmodifiableMap(slots);
    }
}
