package dev.baltoro.engine.grammar.automaton;

import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import dev.baltoro.engine.grammar.schema.ItemsState;
import org.jspecify.annotations.Nullable;

/// The rest of a string or a number in a list without repetitions, and of the list.
///
/// What is written of the item is remembered, since the items after it must differ from it; what it
/// may become differs from the items before it.
final class UniqueRule extends Rule.Remembering {
    /// What is being written.
    ///
    /// @param text what the rest may be
    /// @param at where in a code point
    /// @param written what is written
    /// @param string whether it is a string, else the digits of a number
    /// @param state the list before it
    record Item(
            TextLanguage text,
            PartialCodePoint at,
            String written,
            boolean string,
            ItemsState state,
            int depth) {
        int distance() {
            int rest = string ? Distance.sum(1, at.distance(text)) : text.distance();
            return Distance.sum(rest, state.behindItem());
        }

        Item at(PartialCodePoint partial) {
            return new Item(text, partial, written, string, state, depth);
        }

        Item behind(int codePoint) {
            return new Item(
                    text.after(codePoint),
                    PartialCodePoint.BETWEEN,
                    written + Character.toString(codePoint),
                    string,
                    state,
                    depth);
        }

        ItemsState list() {
            return state.saying(
                    string ? state.said().withText(written) : state.said().withValue(written));
        }
    }

    private final Automaton automaton;
    private final Item item;

    UniqueRule(Automaton automaton, Item item) {
        super(item.distance());
        this.automaton = automaton;
        this.item = item;
    }

    @Override
    public @Nullable TextLanguage openText() {
        return item.string() && item.at().equals(PartialCodePoint.BETWEEN) ? item.text() : null;
    }

    /// The sets of what is said share their texts, and are as many as there are letters.
    @Override
    int extraBytes() {
        return 64 * (4 + item.state().said().count()) + 2 * item.written().length();
    }

    @Override
    Rule derive(int symbol) {
        if (symbol >= BYTES) {
            return automaton.nothing();
        }
        return item.string() ? string(symbol) : digit(symbol);
    }

    private Rule string(int symbol) {
        if (symbol == '"' && item.at().kind() == PartialCodePoint.Kind.BETWEEN) {
            return item.text().mayEnd()
                    ? automaton.items(item.list(), item.depth())
                    : automaton.nothing();
        }
        return switch (item.at().step(symbol)) {
            case PartialCodePoint.Step.Nowhere() -> automaton.nothing();
            case PartialCodePoint.Step.Partial(PartialCodePoint partial) ->
                    automaton.unique(item.at(partial));
            case PartialCodePoint.Step.Complete(int codePoint) -> behind(codePoint);
        };
    }

    private Rule digit(int symbol) {
        Rule more = symbol < 0x80 ? behind(symbol) : automaton.nothing();
        return item.text().mayEnd()
                ? automaton.choice(more, automaton.items(item.list(), item.depth()).next(symbol))
                : more;
    }

    private Rule behind(int codePoint) {
        return item.text().distanceAfter(codePoint, codePoint) == Distance.NONE
                ? automaton.nothing()
                : automaton.unique(item.behind(codePoint));
    }
}
