package dev.baltoro.engine.grammar.schema;

/// How much of an array is written, and what may still come.
///
/// @param index items written, as far as it matters
/// @param found items written that were meant for `contains`, as far as it matters
public record ItemsState(Shape.Items shape, int index, int found) {
    public static ItemsState start(Shape.Items shape) {
        return new ItemsState(shape, 0, 0);
    }

    /// {@return the state behind one more item}
    ///
    /// @param matching whether it is meant for `contains`
    public ItemsState next(boolean matching) {
        // Items behind the last place that differs from its neighbours are all alike.
        int last = Math.max(1, Math.max(shape.least(), shape.prefix().size()));
        int written = shape.most() == Shape.UNBOUNDED ? Math.min(index + 1, last) : index + 1;
        return new ItemsState(shape, written, found + (matching ? 1 : 0));
    }

    public boolean mayEnd() {
        return index >= shape.least() && needed() == 0;
    }

    private int needed() {
        return shape.contains().map(some -> Math.max(0, some.least() - found)).orElse(0);
    }

    /// {@return an item that need not match `contains`, if there may be one}
    public java.util.Optional<Definition> plain() {
        return shape.item(index);
    }

    /// {@return an item that matches `contains`, if that makes a difference here}
    public java.util.Optional<Definition> matching() {
        return shape.contains()
                .filter(some -> index < shape.most() && found < some.most())
                .filter(some -> found < some.least() || some.most() != Shape.UNBOUNDED)
                .map(some -> some.at(index));
    }

    /// {@return the shortest rest of the array, its bracket included}
    public Shape.Measure shortest() {
        int needed = needed();
        int prefix = shape.prefix().size();
        if (index >= prefix) {
            return tail(index, needed);
        }
        Shape.Measure[] behind = new Shape.Measure[needed + 1];
        for (int need = 0; need <= needed; need++) {
            behind[need] = tail(prefix, need);
        }
        for (int i = prefix - 1; i >= index; i--) {
            for (int need = needed; need >= 0; need--) {
                behind[need] = at(i, need, behind);
            }
        }
        return behind[needed];
    }

    private Shape.Measure at(int i, int need, Shape.Measure[] behind) {
        if (i >= shape.least() && need == 0) {
            return new Shape.Measure(1, 0);
        }
        if (i >= shape.most()) {
            return Shape.Measure.NONE;
        }
        int comma = i > 0 ? 1 : 0;
        Shape.Measure plain = behind[need].and(shape.prefix().get(i)).plus(comma);
        if (need == 0 || shape.contains().isEmpty()) {
            return plain;
        }
        return plain.or(behind[need - 1].and(shape.contains().get().at(i)).plus(comma));
    }

    /// Behind the prefix all items are alike.
    private Shape.Measure tail(int from, int need) {
        int count = Math.max(Math.max(0, shape.least() - from), need);
        if (count == 0) {
            return new Shape.Measure(1, 0);
        }
        if (shape.rest().isEmpty() || count > shape.most() - from) {
            return Shape.Measure.NONE;
        }
        Shape.Measure plain = shape.rest().get().measured();
        Shape.Measure result = new Shape.Measure(1 + count - (from == 0 ? 1 : 0), 0);
        if (shape.contains().isPresent() && need > 0) {
            Shape.Measure match = shape.contains().get().at(from).measured();
            result = result.and(match.times(need));
        }
        return count > need ? result.and(plain.times(count - need)) : result;
    }
}
