package dev.baltoro.synth.value;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is known while one request is written: what exists, which values were drawn, and what the
/// system message must tell. A slot that is named twice is the same value.
public final class Situation {
    /// A slot that finds nothing new after so many tries takes what it has.
    private static final int TRIES_MAX = 20;

    private final Draws draw;
    private final Surroundings surroundings;
    private final SpokenLanguage language;
    private final boolean silent;
    private final Map<String, Value> drawn = new LinkedHashMap<>();
    private final Set<String> needs;
    private Set<String> wanted = Set.of();

    /// @param silent whether no system message tells anything beyond the folders, so that
    ///   everything has to be plain from the request
    public Situation(
            Draws draw, Surroundings surroundings, SpokenLanguage language, boolean silent) {
        this(draw, surroundings, language, silent, new LinkedHashSet<>());
    }

    private Situation(
            Draws draw,
            Surroundings surroundings,
            SpokenLanguage language,
            boolean silent,
            Set<String> needs) {
        this.draw = draw;
        this.surroundings = surroundings;
        this.language = language;
        this.silent = silent;
        this.needs = needs;
    }

    /// {@return a situation around the same things in which nothing was said yet; what it needs to
    /// be told is told here}
    public Situation beside() {
        return new Situation(draw, surroundings, language, silent, needs);
    }

    /// {@return a situation with the same values but for one}
    public Situation exceptFor(String key) {
        Situation other = beside();
        other.drawn.putAll(drawn);
        other.drawn.remove(key);
        return other;
    }

    public Draws draw() {
        return draw;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public SpokenLanguage language() {
        return language;
    }

    public boolean silent() {
        return silent;
    }

    /// {@return what the system message has to tell, in the order in which it was relied on}
    public Set<String> needs() {
        return needs;
    }

    /// Makes the system message tell something.
    public void need(String what) {
        if (!what.isEmpty()) {
            needs.add(what);
        }
    }

    /// Says which slots the sentence has, for slots that choose by it: an entity of which an
    /// observation is named has some.
    public void want(Set<String> slots) {
        wanted = Set.copyOf(slots);
    }

    public boolean wants(String slot) {
        return wanted.contains(slot);
    }

    /// Gives a slot its value before it is drawn.
    public void put(String key, Value value) {
        drawn.put(key, value);
    }

    public Optional<Value> value(String key) {
        return Optional.ofNullable(drawn.get(key));
    }

    /// Forgets a value, so that the next use draws another.
    public void forget(String key) {
        drawn.remove(key);
    }

    /// {@return the value of a slot: what was drawn for it before, otherwise one that no other slot
    /// of its kind has}
    public Value value(String name, int index, Function<String, Slot> slots) {
        String key = key(name, index);
        @Nullable Value known = drawn.get(key);
        if (known != null) {
            return known;
        }
        Slot slot = slots.apply(name);
        Value value = slot.draw(this, index);
        for (int i = 0; i < TRIES_MAX && taken(name, value.json()); i++) {
            value = slot.draw(this, index);
        }
        drawn.put(key, value);
        return value;
    }

    private boolean taken(String name, JsonNode json) {
        return drawn.entrySet().stream()
                .anyMatch(entry ->
                        (entry.getKey().equals(name) || entry.getKey().startsWith(name + "."))
                                && entry.getValue().json().equals(json));
    }

    /// {@return the key of a slot's value: `file`, `file.2`}
    public static String key(String name, int index) {
        return index == 1 ? name : name + "." + index;
    }
}
