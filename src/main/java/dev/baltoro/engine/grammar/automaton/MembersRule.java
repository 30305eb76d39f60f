package dev.baltoro.engine.grammar.automaton;

import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.engine.grammar.schema.MembersState;
import dev.baltoro.engine.grammar.schema.Shape;
import java.util.ArrayList;
import java.util.List;

/// The rest of an object: a member or the closing brace.
///
/// Which declared properties are still to come is part of the state, so that they may come in any
/// order and none twice. Names that are not declared are not remembered: one may come again.
final class MembersRule extends Rule.Unfolding {
    private static final byte[] COLON = {':'};
    private static final byte[] QUOTE = {'"'};
    private static final byte[] END = {'}'};

    private final Automaton automaton;
    private final MembersState state;
    private final int depth;

    /// @param depth containers around the members
    MembersRule(Automaton automaton, MembersState state, int depth) {
        super(state.shortest().distance());
        this.automaton = automaton;
        this.state = state;
        this.depth = depth;
    }

    @Override
    int extraBytes() {
        return state.remaining().size() / 4 + 64;
    }

    @Override
    Rule unfold() {
        List<Rule> members = new ArrayList<>();
        Shape.Members shape = state.shape();
        for (int i = state.remaining().nextSetBit(0);
                i >= 0;
                i = state.remaining().nextSetBit(i + 1)) {
            Shape.Property property = shape.properties().get(i);
            MembersState behind = state.withProperty(i);
            if (fits(property.value(), behind)) {
                Rule name = automaton.literal(property.json(), 0);
                members.add(automaton.chain(name, value(property.value(), behind)));
            }
            if (shape.ordered() && property.required()) {
                break;
            }
        }
        for (Shape.Others other : shape.others()) {
            MembersState behind = state.withOther();
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

    private boolean fits(Definition value, MembersState behind) {
        Shape.Measure rest = behind.shortest();
        return value.isPossible()
                && rest.distance() < Distance.NONE
                && depth + Math.max(value.height(), rest.height()) <= Shape.DEPTH_MAX;
    }

    private Rule value(Definition value, MembersState behind) {
        Rule rest =
                automaton.chain(automaton.value(value, depth), automaton.members(behind, depth));
        return automaton.chain(automaton.optionalSpace(), rest);
    }
}
