package dev.baltoro.engine.grammar.automaton;

import dev.baltoro.engine.grammar.regex.Regex;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.engine.grammar.schema.Shape;

/// The rest of an array: an item or the closing bracket.
final class ItemsRule extends Rule.Unfolding {
    private static final byte[] END = {']'};

    private final Automaton automaton;
    private final Shape.Items shape;
    private final int index;
    private final int depth;

    /// @param index items written, as far as it matters
    /// @param depth containers around the items
    ItemsRule(Automaton automaton, Shape.Items shape, int index, int depth) {
        super(shape.shortest(index).distance());
        this.automaton = automaton;
        this.shape = shape;
        this.index = index;
        this.depth = depth;
    }

    /// Items behind the last place that differs from its neighbours are all alike.
    private int next() {
        int last = Math.max(1, Math.max(shape.least(), shape.prefix().size()));
        return shape.most() == Regex.UNBOUNDED ? Math.min(index + 1, last) : index + 1;
    }

    @Override
    Rule unfold() {
        Rule end = index >= shape.least() ? automaton.literal(END, 0) : automaton.nothing();
        Rule more =
                shape.item(index)
                        .filter(this::fits)
                        .map(item ->
                                automaton.chain(
                                        automaton.value(item, depth),
                                        automaton.items(shape, next(), depth)))
                        .orElse(automaton.nothing());
        return automaton.choice(end, index == 0 ? more : automaton.behindComma(more));
    }

    private boolean fits(Definition item) {
        return item.isPossible() && depth + item.height() <= Shape.DEPTH_MAX;
    }
}
