package dev.baltoro.engine.grammar.automaton;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.text.chat.Marker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A state of the automaton, written as the language of what may still come.
///
/// Symbols are the bytes 0 to 255 and, after them, the chat markers. A rule is made once
/// ([Automaton] sees to it, so identity is equality), and remembers where each symbol leads. Not
/// safe for threads; the automaton's lock guards it.
public abstract sealed class Rule {
    /// Symbols that are bytes.
    static final int BYTES = 256;

    private static final int LINEAR_MAX = 8;

    private final int distance;
    private final boolean nullable;
    private int number;
    private @Nullable Automaton maker;
    private byte[] symbols = new byte[2];
    private @Nullable Rule[] targets = new @Nullable Rule[2];
    private int size;

    private Rule(int distance, boolean nullable) {
        this.distance = distance;
        this.nullable = nullable;
    }

    /// {@return symbols of the shortest way to the end}
    public final int distance() {
        return distance;
    }

    /// {@return whether this may be the end}
    public final boolean nullable() {
        return nullable;
    }

    /// {@return its place in the order in which the automaton made its rules}
    public final int number() {
        return number;
    }

    final void made(Automaton by, int place) {
        maker = by;
        number = place;
    }

    /// {@return bytes it takes beside those of a small rule}
    int extraBytes() {
        return 0;
    }

    /// {@return the symbol of a marker}
    public static int symbol(Marker marker) {
        return BYTES + marker.ordinal();
    }

    /// {@return the rule after a symbol; [Automaton#nothing] if it may not come}
    public final Rule next(int symbol) {
        if (symbol >= BYTES) {
            return derive(symbol);
        }
        if (targets.length == BYTES) {
            Rule known = targets[symbol];
            if (known == null) {
                known = derive(symbol);
                targets[symbol] = known;
            }
            return known;
        }
        for (int i = 0; i < size; i++) {
            Rule target = targets[i];
            if (symbols[i] == (byte) symbol && target != null) {
                return target;
            }
        }
        Rule target = derive(symbol);
        remember(symbol, target);
        return target;
    }

    private void remember(int symbol, Rule target) {
        if (size == LINEAR_MAX) {
            @Nullable Rule[] direct = new @Nullable Rule[BYTES];
            for (int i = 0; i < size; i++) {
                direct[symbols[i] & 0xFF] = targets[i];
            }
            direct[symbol] = target;
            targets = direct;
            if (maker != null) {
                maker.grew(8L * BYTES);
            }
            symbols = new byte[0];
            return;
        }
        if (size == symbols.length) {
            symbols = java.util.Arrays.copyOf(symbols, 2 * size);
            targets = java.util.Arrays.copyOf(targets, 2 * size);
        }
        symbols[size] = (byte) symbol;
        targets[size++] = target;
    }

    /// {@return the rule after a symbol, worked out}
    abstract Rule derive(int symbol);

    /// No way on and no end.
    static final class Nothing extends Rule {
        Nothing() {
            super(Distance.NONE, false);
        }

        @Override
        Rule derive(int symbol) {
            return this;
        }
    }

    /// The end.
    static final class Finished extends Rule {
        private final Rule nothing;

        Finished(Rule nothing) {
            super(0, true);
            this.nothing = nothing;
        }

        @Override
        Rule derive(int symbol) {
            return nothing;
        }
    }

    /// Bytes from a place on.
    static final class Literal extends Rule {
        private final Automaton automaton;
        private final byte[] bytes;
        private final int from;

        Literal(Automaton automaton, byte[] bytes, int from) {
            super(bytes.length - from, false);
            this.automaton = automaton;
            this.bytes = bytes;
            this.from = from;
        }

        @Override
        Rule derive(int symbol) {
            return (bytes[from] & 0xFF) == symbol
                    ? automaton.literal(bytes, from + 1)
                    : automaton.nothing();
        }
    }

    /// One symbol.
    static final class Single extends Rule {
        private final Automaton automaton;
        private final int symbol;

        Single(Automaton automaton, int symbol) {
            super(1, false);
            this.automaton = automaton;
            this.symbol = symbol;
        }

        @Override
        Rule derive(int next) {
            return next == symbol ? automaton.finished() : automaton.nothing();
        }
    }

    /// The digits of a number.
    static final class Digits extends Rule {
        private final Automaton automaton;
        private final Dfa dfa;
        private final int state;

        Digits(Automaton automaton, Dfa dfa, int state) {
            super(dfa.distance(state), dfa.accepts(state));
            this.automaton = automaton;
            this.dfa = dfa;
            this.state = state;
        }

        @Override
        Rule derive(int symbol) {
            int to = symbol < 0x80 ? dfa.next(state, symbol) : Dfa.DEAD;
            return to == Dfa.DEAD ? automaton.nothing() : automaton.digits(dfa, to);
        }
    }

    /// One rule after another.
    public static final class Chain extends Rule {
        private final Automaton automaton;
        private final Rule head;
        private final Rule tail;

        Chain(Automaton automaton, Rule head, Rule tail) {
            super(
                    Distance.sum(head.distance(), tail.distance()),
                    head.nullable() && tail.nullable());
            this.automaton = automaton;
            this.head = head;
            this.tail = tail;
        }

        public Rule head() {
            return head;
        }

        public Rule tail() {
            return tail;
        }

        @Override
        public @Nullable TextLanguage openText() {
            return head.openText();
        }

        @Override
        Rule derive(int symbol) {
            Rule inside = automaton.chain(head.next(symbol), tail);
            return head.nullable() ? automaton.choice(inside, tail.next(symbol)) : inside;
        }
    }

    /// Any of some rules.
    public static final class Choice extends Rule {
        private final Automaton automaton;
        private final List<Rule> parts;

        Choice(Automaton automaton, List<Rule> parts) {
            super(
                    parts.stream().mapToInt(Rule::distance).min().orElse(Distance.NONE),
                    parts.stream().anyMatch(Rule::nullable));
            this.automaton = automaton;
            this.parts = parts;
        }

        @Override
        int extraBytes() {
            return 16 * parts.size();
        }

        public List<Rule> parts() {
            return parts;
        }

        @Override
        Rule derive(int symbol) {
            return automaton.choice(
                    parts.stream().map(part -> part.next(symbol)).toArray(Rule[]::new));
        }
    }

    /// The inside of a string and its closing quotation mark.
    public static final class Quoted extends Rule {
        private final Automaton automaton;
        private final TextLanguage text;
        private final PartialCodePoint at;

        Quoted(Automaton automaton, TextLanguage text, PartialCodePoint at) {
            super(Distance.sum(1, at.distance(text)), false);
            this.automaton = automaton;
            this.text = text;
            this.at = at;
        }

        public TextLanguage text() {
            return text;
        }

        public PartialCodePoint at() {
            return at;
        }

        @Override
        public @Nullable TextLanguage openText() {
            return at.equals(PartialCodePoint.BETWEEN) ? text : null;
        }

        @Override
        Rule derive(int symbol) {
            if (symbol >= BYTES) {
                return automaton.nothing();
            }
            if (symbol == '"' && at.kind() == PartialCodePoint.Kind.BETWEEN) {
                return text.mayEnd() ? automaton.finished() : automaton.nothing();
            }
            return switch (at.step(symbol)) {
                case PartialCodePoint.Step.Nowhere() -> automaton.nothing();
                case PartialCodePoint.Step.Partial(PartialCodePoint partial) ->
                        automaton.quoted(text, partial);
                case PartialCodePoint.Step.Complete(int codePoint) ->
                        text.distanceAfter(codePoint, codePoint) == Distance.NONE
                                ? automaton.nothing()
                                : automaton.quoted(text.after(codePoint), PartialCodePoint.BETWEEN);
            };
        }
    }

    /// Text that is spelled as it is.
    static final class Plain extends Rule {
        private final Automaton automaton;
        private final TextLanguage text;
        private final PartialCodePoint at;

        Plain(Automaton automaton, TextLanguage text, PartialCodePoint at) {
            super(at.distance(text), at.kind() == PartialCodePoint.Kind.BETWEEN && text.mayEnd());
            this.automaton = automaton;
            this.text = text;
            this.at = at;
        }

        @Override
        Rule derive(int symbol) {
            if (symbol >= BYTES) {
                return automaton.nothing();
            }
            return switch (at.plainStep(symbol)) {
                case PartialCodePoint.Step.Nowhere() -> automaton.nothing();
                case PartialCodePoint.Step.Partial(PartialCodePoint partial) ->
                        automaton.plain(text, partial);
                case PartialCodePoint.Step.Complete(int codePoint) ->
                        text.distanceAfter(codePoint, codePoint) == Distance.NONE
                                ? automaton.nothing()
                                : automaton.plain(text.after(codePoint), PartialCodePoint.BETWEEN);
            };
        }
    }

    /// A value of a definition inside `depth` containers; unfolds when it is reached.
    static final class Value extends Rule {
        private final Automaton automaton;
        private final Definition definition;
        private final int depth;

        Value(Automaton automaton, Definition definition, int depth) {
            super(definition.distance(), false);
            this.automaton = automaton;
            this.definition = definition;
            this.depth = depth;
        }

        @Override
        Rule derive(int symbol) {
            return automaton.unfold(definition, depth).next(symbol);
        }
    }

    /// {@return what the rest of a string may hold, if this is a place between two of its code
    /// points}
    public @Nullable TextLanguage openText() {
        return null;
    }

    /// A rule that depends on what has been written.
    abstract static non-sealed class Remembering extends Rule {
        Remembering(int distance) {
            super(distance, false);
        }
    }

    /// A container's inside and its end; a container says which rules it stands for when it is
    /// reached.
    abstract static non-sealed class Unfolding extends Rule {
        private @Nullable Rule unfolded;

        Unfolding(int distance) {
            super(distance, false);
        }

        abstract Rule unfold();

        @Override
        final Rule derive(int symbol) {
            Rule body = unfolded;
            if (body == null) {
                body = unfold();
                unfolded = body;
            }
            return body.next(symbol);
        }
    }
}
