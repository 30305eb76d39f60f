package dev.baltoro.synth.request;

import dev.baltoro.synth.graph.Graph;
import dev.baltoro.synth.toolbox.Toolbox;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.ValueSlots;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All slots by their names.
final class Slots {
    private static final Map<String, Slot> ALL = all();

    /// What the surroundings tell without the request saying it.
    private static final Set<String> IMPLIED = Set.of("root", "roots", Family.GIVEN);

    /// What can be drawn only where folders are known.
    private static final Set<String> FOLDERS =
            Set.of(
                    "file",
                    "anyfile",
                    "media",
                    "folder",
                    "root",
                    "roots",
                    "newfile",
                    "newfolder",
                    "ext",
                    "part",
                    "exact",
                    "exclude");

    /// What speaks of a store's entities.
    private static final Set<String> ENTITIES =
            Set.of("entity", "observation", "link", "fact", "relation");

    private Slots() {}

    private static Map<String, Slot> all() {
        Map<String, Slot> all = new LinkedHashMap<>(ValueSlots.all());
        all.putAll(Toolbox.slots());
        all.putAll(Graph.slots());
        all.put(Family.GIVEN, (situation, index) -> GivenValue.VALUE);
        return Collections.unmodifiableMap(all);
    }

    static Optional<Slot> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static Slot named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no slot {" + name + "}"));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /// {@return whether a request need not say the slot}
    static boolean implied(String key) {
        return IMPLIED.contains(key);
    }

    /// {@return whether a slot is of files and folders}
    static boolean ofFolders(String slot) {
        return FOLDERS.contains(slot);
    }

    /// {@return whether a slot is of entities}
    static boolean ofEntities(String slot) {
        return ENTITIES.contains(slot);
    }
}
