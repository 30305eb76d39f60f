package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.Distance;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A schema of the values at some place: a shape that may contain itself, so it is filled in after
/// it is made.
public final class Definition {
    /// Bytes of a definition and a small shape.
    private static final int BYTES = 100;

    private Shape shape = new Shape.AnyOf(List.of());
    private int distance = Distance.NONE;
    private int height;

    public Shape shape() {
        return shape;
    }

    void define(Shape shape) {
        this.shape = shape;
    }

    /// {@return bytes of the shortest value, [Distance#NONE] if there is none}
    public int distance() {
        return distance;
    }

    /// {@return containers on the way to the innermost value of the shortest value}
    public int height() {
        return height;
    }

    Shape.Measure measured() {
        return new Shape.Measure(distance, height);
    }

    /// {@return this definition, or those it is a choice of, choices among those opened}
    public Set<Definition> alternatives() {
        Set<Definition> seen = new LinkedHashSet<>();
        Set<Definition> leaves = new LinkedHashSet<>();
        Deque<Definition> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            Definition next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (next.shape instanceof Shape.AnyOf(List<Definition> branches)) {
                branches.reversed().forEach(open::push);
            } else {
                leaves.add(next);
            }
        }
        return leaves;
    }

    public boolean isPossible() {
        return distance < Distance.NONE;
    }

    /// {@return bytes that definitions and all they lead to take on the heap, about}
    public static long bytes(Set<Definition> roots) {
        Set<Definition> seen = new LinkedHashSet<>(roots);
        Deque<Definition> open = new ArrayDeque<>(roots);
        Set<Dfa> automata = Collections.newSetFromMap(new IdentityHashMap<>());
        long bytes = 0;
        while (!open.isEmpty()) {
            Shape shape = open.pop().shape;
            bytes += BYTES + shape.ownBytes();
            shape.automata().forEach(automata::add);
            for (Definition part : shape.parts()) {
                if (seen.add(part)) {
                    open.push(part);
                }
            }
        }
        return bytes + automata.stream().mapToLong(Dfa::bytes).sum();
    }

    /// Measures its shortest value, given those of its parts, and returns whether that changed
    /// anything.
    boolean measure() {
        Shape.Measure measure = shape.measure();
        boolean shorter =
                measure.distance() < distance
                        || measure.distance() == distance
                                && measure.distance() < Distance.NONE
                                && measure.height() < height;
        if (shorter) {
            distance = measure.distance();
            height = measure.height();
        }
        return shorter;
    }
}
