package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.Regex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// How much of an object is written, and what may still come.
///
/// @param remaining numbers of the declared properties that may still come
/// @param count properties written, 0 where there is no limit
/// @param sure properties written that surely differ, as far as some are needed
/// @param undeclared whether one of those is not declared: another may have the same name
/// @param first whether none has been written
public record MembersState(
        Shape.Members shape,
        BitSet remaining,
        int count,
        int sure,
        boolean undeclared,
        boolean first) {
    public static MembersState start(Shape.Members shape) {
        BitSet all = new BitSet();
        all.set(0, shape.properties().size());
        return new MembersState(shape, all, 0, 0, false, true);
    }

    public MembersState withProperty(int number) {
        BitSet rest = (BitSet) remaining.clone();
        rest.clear(shape.ordered() ? 0 : number, number + 1);
        return next(rest, true, undeclared);
    }

    public MembersState withOther() {
        return next(remaining, !undeclared, true);
    }

    private MembersState next(BitSet rest, boolean counts, boolean other) {
        int written = shape.most() == Regex.UNBOUNDED ? 0 : count + 1;
        int distinct = Math.min(shape.least(), sure + (counts ? 1 : 0));
        return new MembersState(
                shape, rest, written, distinct, other && distinct < shape.least(), false);
    }

    public boolean mayEnd() {
        return sure >= shape.least()
                && remaining.stream().noneMatch(i -> shape.properties().get(i).required());
    }

    /// {@return the shortest rest of the object, its brace included}
    public Shape.Measure shortest() {
        Shape.Measure measure = new Shape.Measure(1, 0);
        int members = 0;
        List<Shape.Measure> more = new ArrayList<>();
        for (int i = remaining.nextSetBit(0); i >= 0; i = remaining.nextSetBit(i + 1)) {
            Shape.Property property = shape.properties().get(i);
            if (property.required()) {
                measure = measure.plus(property.json().length).and(property.value());
                members++;
            } else {
                more.add(new Shape.Measure(property.json().length, 0).and(property.value()));
            }
        }
        if (!undeclared) {
            shape.others()
                    .forEach(other ->
                            more.add(
                                    new Shape.Measure(3, 0)
                                            .plus(other.names().distance())
                                            .and(other.value())));
        }
        int missing = shape.least() - sure - members;
        if (missing > 0) {
            more.sort(
                    Comparator.comparingInt(Shape.Measure::distance)
                            .thenComparing(Shape.Measure::height));
            if (missing > more.size()) {
                return new Shape.Measure(Distance.NONE, 0);
            }
            for (Shape.Measure member : more.subList(0, missing)) {
                measure =
                        new Shape.Measure(
                                Distance.sum(measure.distance(), member.distance()),
                                Math.max(measure.height(), member.height()));
                members++;
            }
        }
        return members > shape.most() - count
                ? new Shape.Measure(Distance.NONE, 0)
                : measure.plus(Math.max(0, members - (first ? 1 : 0)));
    }
}
