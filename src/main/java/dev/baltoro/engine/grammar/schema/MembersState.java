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
/// @param required what the required properties that remain take together: kept, since a state
///   follows each of many properties
public record MembersState(
        Shape.Members shape,
        BitSet remaining,
        int count,
        int sure,
        boolean undeclared,
        boolean first,
        Required required) {
    private static final Comparator<Shape.Measure> SHORTEST =
            Comparator.comparingInt(Shape.Measure::distance).thenComparing(Shape.Measure::height);

    /// @param bytes of their names and shortest values, commas apart
    /// @param height of the highest that the object may have: those written count too
    record Required(long bytes, int count, int height) {
        static Required of(List<Shape.Property> properties) {
            Required sum = new Required(0, 0, 0);
            for (Shape.Property property : properties) {
                if (property.required()) {
                    sum =
                            new Required(
                                    sum.bytes + bytes(property),
                                    sum.count + 1,
                                    Math.max(sum.height, property.value().height()));
                }
            }
            return sum;
        }

        Required without(Shape.Property property) {
            return property.required()
                    ? new Required(bytes - bytes(property), count - 1, height)
                    : this;
        }

        private static long bytes(Shape.Property property) {
            return property.json().length + property.value().distance();
        }
    }

    public static MembersState start(Shape.Members shape) {
        BitSet all = new BitSet();
        all.set(0, shape.properties().size());
        return new MembersState(shape, all, 0, 0, false, true, Required.of(shape.properties()));
    }

    public MembersState withProperty(int number) {
        BitSet rest = (BitSet) remaining.clone();
        Required left = required;
        for (int i = shape.ordered() ? rest.nextSetBit(0) : number; i <= number && i >= 0; ) {
            left = left.without(shape.properties().get(i));
            i = rest.nextSetBit(i + 1);
        }
        rest.clear(shape.ordered() ? 0 : number, number + 1);
        return next(rest, true, undeclared, left);
    }

    public MembersState withOther() {
        return next(remaining, !undeclared, true, required);
    }

    private MembersState next(BitSet rest, boolean counts, boolean other, Required left) {
        int written = shape.most() == Regex.UNBOUNDED ? 0 : count + 1;
        int distinct = Math.min(shape.least(), sure + (counts ? 1 : 0));
        return new MembersState(
                shape, rest, written, distinct, other && distinct < shape.least(), false, left);
    }

    public boolean mayEnd() {
        return sure >= shape.least() && required.count() == 0;
    }

    /// {@return the shortest rest of the object, its brace included}
    public Shape.Measure shortest() {
        int members = required.count();
        Shape.Measure measure =
                new Shape.Measure(
                        (int) Math.min(Distance.NONE, 1 + required.bytes()), required.height());
        int missing = shape.least() - sure - members;
        if (missing > 0) {
            List<Shape.Measure> more = optional();
            more.sort(SHORTEST);
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

    /// {@return the shortest members that are not required; of the undeclared only one counts}
    private List<Shape.Measure> optional() {
        List<Shape.Measure> more = new ArrayList<>();
        for (int i = remaining.nextSetBit(0); i >= 0; i = remaining.nextSetBit(i + 1)) {
            Shape.Property property = shape.properties().get(i);
            if (!property.required()) {
                more.add(new Shape.Measure(property.json().length, 0).and(property.value()));
            }
        }
        if (!undeclared) {
            shape.others().stream()
                    .map(other ->
                            new Shape.Measure(3, 0)
                                    .plus(other.names().distance())
                                    .and(other.value()))
                    .min(SHORTEST)
                    .ifPresent(more::add);
        }
        return more;
    }
}
