package dev.baltoro.engine.grammar.automaton;

import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.engine.grammar.schema.ItemsState;
import dev.baltoro.engine.grammar.schema.Shape;
import java.util.ArrayList;
import java.util.List;

/// The rest of an array: an item or the closing bracket.
final class ItemsRule extends Rule.Unfolding {
    private static final byte[] END = {']'};
    private static final byte[] QUOTE = {'"'};

    private final Automaton automaton;
    private final ItemsState state;
    private final int depth;

    /// @param depth containers around the items
    ItemsRule(Automaton automaton, ItemsState state, int depth) {
        super(state.shortest().distance());
        this.automaton = automaton;
        this.state = state;
        this.depth = depth;
    }

    @Override
    Rule unfold() {
        Rule end = state.mayEnd() ? automaton.literal(END, 0) : automaton.nothing();
        Rule more =
                state.shape().unique()
                        ? unrepeated()
                        : automaton.choice(
                                state.plain()
                                        .map(item -> item(item, false))
                                        .orElse(automaton.nothing()),
                                state.matching()
                                        .map(item -> item(item, true))
                                        .orElse(automaton.nothing()));
        return automaton.choice(end, state.index() == 0 ? more : automaton.behindComma(more));
    }

    /// An item that is not in the list yet.
    private Rule unrepeated() {
        List<Rule> items = new ArrayList<>();
        for (Shape.Word word : state.words()) {
            ItemsState behind = state.saying(state.said().with(word));
            items.add(
                    automaton.chain(
                            automaton.literal(word.json(), 0), automaton.items(behind, depth)));
        }
        for (TextLanguage text : state.texts()) {
            items.add(automaton.chain(automaton.literal(QUOTE, 0), unique(text, true)));
        }
        for (TextLanguage digits : state.numbers()) {
            items.add(unique(digits, false));
        }
        return automaton.choice(items.toArray(Rule[]::new));
    }

    private Rule unique(TextLanguage text, boolean string) {
        return automaton.unique(
                new UniqueRule.Item(text, PartialCodePoint.BETWEEN, "", string, state, depth));
    }

    private Rule item(Definition item, boolean matching) {
        ItemsState behind = state.next(matching);
        Shape.Measure rest = behind.shortest();
        boolean fits =
                item.isPossible()
                        && rest.distance() < Distance.NONE
                        && depth + Math.max(item.height(), rest.height()) <= Shape.DEPTH_MAX;
        return fits
                ? automaton.chain(automaton.value(item, depth), automaton.items(behind, depth))
                : automaton.nothing();
    }
}
