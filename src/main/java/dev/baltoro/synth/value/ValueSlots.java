package dev.baltoro.synth.value;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The slots for files, texts and entities by their names.
public final class ValueSlots {
    private ValueSlots() {}

    /// {@return all of them}
    public static Map<String, Slot> all() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.put("file", FileSlot.TEXT);
        slots.put("anyfile", FileSlot.ANY);
        slots.put("nested", FileSlot.NESTED);
        slots.put("media", FileSlot.MEDIA);
        for (String told :
                new String[] {"told_name", "told_place", "told_path", "told_line", "told_word"}) {
            slots.put(told, new Told());
        }
        put(slots, FolderSlots.values());
        put(slots, LineSlots.values());
        put(slots, PatternSlots.values());
        put(slots, TextSlots.values());
        put(slots, EntitySlots.values());
        return slots;
    }

    @SafeVarargs
    private static <E extends Enum<E> & Slot> void put(Map<String, Slot> slots, E... values) {
        for (E value : values) {
            slots.put(value.name().toLowerCase(Locale.ROOT), value);
        }
    }
}
