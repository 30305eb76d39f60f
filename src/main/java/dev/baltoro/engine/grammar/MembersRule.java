package dev.baltoro.engine.grammar;

import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.Regex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// The rest of an object: a member or the closing brace.
///
/// Which declared properties are still to come is part of the state, so that they may come in any
/// order and none twice. Names that are not declared are not remembered: one may come again.
final class MembersRule extends Rule.Unfolding {
    private static final byte[] COLON = {':'};
    private static final byte[] QUOTE = {'"'};
    private static final byte[] END = {'}'};

    /// @param remaining numbers of the declared properties that may still come
    /// @param count properties written, 0 where there is no limit
    /// @param sure properties written that surely differ, as far as some are needed
    /// @param undeclared whether one of those is not declared: another may have the same name
    /// @param first whether none has been written
    record State(
            Shape.Members shape,
            BitSet remaining,
            int count,
            int sure,
            boolean undeclared,
            boolean first) {
        static State start(Shape.Members shape) {
            BitSet all = new BitSet();
            all.set(0, shape.properties().size());
            return new State(shape, all, 0, 0, false, true);
        }

        State withProperty(int number) {
            BitSet rest = (BitSet) remaining.clone();
            rest.clear(shape.ordered() ? 0 : number, number + 1);
            return next(rest, true, undeclared);
        }

        State withOther() {
            return next(remaining, !undeclared, true);
        }

        private State next(BitSet rest, boolean counts, boolean other) {
            int written = shape.most() == Regex.UNBOUNDED ? 0 : count + 1;
            int distinct = Math.min(shape.least(), sure + (counts ? 1 : 0));
            return new State(
                    shape, rest, written, distinct, other && distinct < shape.least(), false);
        }

        boolean mayEnd() {
            return sure >= shape.least()
                    && remaining.stream().noneMatch(i -> shape.properties().get(i).required());
        }

        /// {@return the shortest rest of the object, its brace included}
        Shape.Measure shortest() {
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

    private final Automaton automaton;
    private final State state;
    private final int depth;

    /// @param depth containers around the members
    MembersRule(Automaton automaton, State state, int depth) {
        super(state.shortest().distance());
        this.automaton = automaton;
        this.state = state;
        this.depth = depth;
    }

    @Override
    Rule unfold() {
        List<Rule> members = new ArrayList<>();
        Shape.Members shape = state.shape();
        for (int i = state.remaining().nextSetBit(0);
                i >= 0;
                i = state.remaining().nextSetBit(i + 1)) {
            Shape.Property property = shape.properties().get(i);
            State behind = state.withProperty(i);
            if (fits(property.value(), behind)) {
                Rule name = automaton.literal(property.json(), 0);
                members.add(automaton.chain(name, value(property.value(), behind)));
            }
            if (shape.ordered() && property.required()) {
                break;
            }
        }
        for (Shape.Others other : shape.others()) {
            State behind = state.withOther();
            if (fits(other.value(), behind)) {
                Rule name =
                        automaton.chain(
                                automaton.literal(QUOTE, 0),
                                automaton.quoted(other.names(), PartialCodePoint.BETWEEN));
                Rule rest =
                        automaton.chain(automaton.literal(COLON, 0), value(other.value(), behind));
                members.add(automaton.chain(name, rest));
            }
        }
        Rule more = automaton.choice(members.toArray(Rule[]::new));
        Rule end = state.mayEnd() ? automaton.literal(END, 0) : automaton.nothing();
        return automaton.choice(end, state.first() ? more : automaton.behindComma(more));
    }

    private boolean fits(Definition value, State behind) {
        Shape.Measure rest = behind.shortest();
        return value.isPossible()
                && rest.distance() < Distance.NONE
                && depth + Math.max(value.height(), rest.height()) <= Shape.DEPTH_MAX;
    }

    private Rule value(Definition value, State behind) {
        Rule rest =
                automaton.chain(automaton.value(value, depth), automaton.members(behind, depth));
        return automaton.chain(automaton.optionalSpace(), rest);
    }
}
