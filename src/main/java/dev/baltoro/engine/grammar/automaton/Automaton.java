package dev.baltoro.engine.grammar.automaton;

import dev.baltoro.engine.grammar.regex.Dfa;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.engine.grammar.schema.ItemsState;
import dev.baltoro.engine.grammar.schema.MembersState;
import dev.baltoro.engine.grammar.schema.Shape;
import dev.baltoro.text.chat.Marker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The rules of one grammar, each made once, when it is first reached.
///
/// Not safe for threads: hold this object's lock while walking through rules.
public final class Automaton {
    /// Rules that are remembered; then all are forgotten and made anew when they are reached again.
    static final int RULES_MAX = 20_000;

    /// Bytes of a small rule with its key and its entry.
    private static final int RULE_BYTES = 220;

    private static final byte[] BRACE = {'{'};
    private static final byte[] BRACKET = {'['};
    private static final byte[] QUOTE = {'"'};
    private static final byte[] COMMA = {','};
    private static final byte[] SPACE = {' '};

    private final Rule nothing = new Rule.Nothing();
    private final Rule finished = new Rule.Finished(nothing);
    private final Map<Object, Rule> rules = new HashMap<>();
    private final Map<String, byte[]> words = new HashMap<>();
    private int made;
    private volatile long bytes;

    private record LiteralKey(byte[] bytes, int from) {
        @Override
        public boolean equals(Object other) {
            return other instanceof LiteralKey key && key.bytes == bytes && key.from == from;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(bytes) + from;
        }
    }

    private record SingleKey(int symbol) {}

    private record DigitsKey(Dfa dfa, int state) {}

    private record ChainKey(Rule head, Rule tail) {}

    private record ChoiceKey(List<Rule> parts) {}

    private record QuotedKey(TextLanguage text, PartialCodePoint at) {}

    private record PlainKey(TextLanguage text, PartialCodePoint at) {}

    private record ValueKey(Definition definition, int depth) {}

    private record UnfoldedKey(Definition definition, int depth) {}

    private record MembersKey(MembersState state, int depth) {}

    private record ItemsKey(ItemsState state, int depth) {}

    private Rule remember(Object key, Supplier<Rule> rule) {
        Rule known = rules.get(key);
        if (known == null) {
            if (rules.size() >= RULES_MAX) {
                rules.clear();
                words.clear();
                bytes = 0;
            }
            known = rule.get();
            known.made(this, ++made);
            grew(RULE_BYTES + known.extraBytes());
            rules.put(key, known);
        }
        return known;
    }

    /// Counts bytes that the rules take more; under the lock.
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void grew(long more) {
        bytes += more;
    }

    /// {@return bytes that the rules take on the heap, about}
    public long bytes() {
        return bytes;
    }

    /// {@return the rule of what may not come}
    public Rule nothing() {
        return nothing;
    }

    /// {@return the rule after which nothing is left to say}
    public Rule finished() {
        return finished;
    }

    Rule literal(byte[] bytes, int from) {
        return from == bytes.length
                ? finished
                : remember(new LiteralKey(bytes, from), () -> new Rule.Literal(this, bytes, from));
    }

    /// {@return a rule of text, spelled as it is}
    public Rule word(String word) {
        byte[] bytes = words.computeIfAbsent(word, text -> text.getBytes(StandardCharsets.UTF_8));
        return literal(bytes, 0);
    }

    public Rule marker(Marker marker) {
        int symbol = Rule.symbol(marker);
        return remember(new SingleKey(symbol), () -> new Rule.Single(this, symbol));
    }

    Rule digits(Dfa dfa, int state) {
        return remember(new DigitsKey(dfa, state), () -> new Rule.Digits(this, dfa, state));
    }

    public Rule quoted(TextLanguage text, PartialCodePoint at) {
        QuotedKey key = new QuotedKey(text, at);
        Rule rule = remember(key, () -> new Rule.Quoted(this, text, at));
        return rule.distance() == Distance.NONE ? nothing : rule;
    }

    /// {@return the rule of a text of a language, spelled as it is}
    public Rule plain(TextLanguage text) {
        return plain(text, PartialCodePoint.BETWEEN);
    }

    Rule plain(TextLanguage text, PartialCodePoint at) {
        Rule rule = remember(new PlainKey(text, at), () -> new Rule.Plain(this, text, at));
        return rule.distance() == Distance.NONE ? nothing : rule;
    }

    public Rule chain(Rule head, Rule tail) {
        if (head == nothing || tail == nothing) {
            return nothing;
        }
        if (head == finished) {
            return tail;
        }
        if (tail == finished) {
            return head;
        }
        if (head instanceof Rule.Chain first) {
            return chain(first.head(), chain(first.tail(), tail));
        }
        return remember(new ChainKey(head, tail), () -> new Rule.Chain(this, head, tail));
    }

    public Rule choice(Rule... alternatives) {
        List<Rule> parts = new ArrayList<>();
        for (Rule alternative : alternatives) {
            if (alternative instanceof Rule.Choice choice) {
                parts.addAll(choice.parts());
            } else if (alternative != nothing) {
                parts.add(alternative);
            }
        }
        if (parts.size() < 2) {
            return parts.isEmpty() ? nothing : parts.getFirst();
        }
        List<Rule> sorted =
                parts.stream().distinct().sorted(Comparator.comparingInt(Rule::number)).toList();
        return sorted.size() == 1
                ? sorted.getFirst()
                : remember(new ChoiceKey(sorted), () -> new Rule.Choice(this, sorted));
    }

    /// {@return a space or nothing: all the white space there is, so that no model writes it
    /// without end}
    Rule optionalSpace() {
        return choice(literal(SPACE, 0), finished);
    }

    Rule behindComma(Rule rule) {
        return chain(literal(COMMA, 0), chain(optionalSpace(), rule));
    }

    /// {@return a value inside `depth` containers, [#nothing] if it needs more than there may be}
    public Rule value(Definition definition, int depth) {
        return definition.isPossible() && depth + definition.height() <= Shape.DEPTH_MAX
                ? remember(
                        new ValueKey(definition, depth),
                        () -> new Rule.Value(this, definition, depth))
                : nothing;
    }

    Rule members(MembersState state, int depth) {
        return remember(new MembersKey(state, depth), () -> new MembersRule(this, state, depth));
    }

    Rule items(ItemsState state, int depth) {
        return remember(new ItemsKey(state, depth), () -> new ItemsRule(this, state, depth));
    }

    Rule unique(UniqueRule.Item item) {
        Rule rule = remember(item, () -> new UniqueRule(this, item));
        return rule.distance() == Distance.NONE ? nothing : rule;
    }

    /// {@return what a value looks like}
    Rule unfold(Definition definition, int depth) {
        UnfoldedKey key = new UnfoldedKey(definition, depth);
        Rule known = rules.get(key);
        if (known == null) {
            known = open(definition, depth);
            rules.put(key, known);
        }
        return known;
    }

    /// A choice may be among its own branches, so choices are opened before rules are made.
    private Rule open(Definition definition, int depth) {
        return choice(
                definition.alternatives().stream()
                        .filter(leaf -> leaf.isPossible())
                        .filter(leaf -> depth + leaf.height() <= Shape.DEPTH_MAX)
                        .map(leaf -> leaf(leaf.shape(), depth))
                        .toArray(Rule[]::new));
    }

    private Rule leaf(Shape shape, int depth) {
        return switch (shape) {
            case Shape.AnyOf _ -> nothing;
            case Shape.Word(_, byte[] json) -> literal(json, 0);
            case Shape.Text(TextLanguage language) ->
                    chain(literal(QUOTE, 0), quoted(language, PartialCodePoint.BETWEEN));
            case Shape.Number(Dfa number) -> digits(number, 0);
            case Shape.Members members ->
                    chain(literal(BRACE, 0), members(MembersState.start(members), depth + 1));
            case Shape.Items items ->
                    chain(literal(BRACKET, 0), items(ItemsState.start(items), depth + 1));
        };
    }
}
