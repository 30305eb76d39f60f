package dev.baltoro.engine.grammar;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;
import dev.baltoro.engine.grammar.automaton.Automaton;
import dev.baltoro.engine.grammar.automaton.Rule;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.text.chat.Marker;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an answer may be: text, JSON, a section of tool calls. Made by [Grammars]; immutable for
/// its callers, and safe for threads.
public final class Grammar {
    /// Calls that one answer may make.
    static final int CALLS_MAX = 128;

    /// A tool that may be called.
    record Tool(String name, Definition arguments) {}

    /// What a text must be.
    sealed interface Whole {
        /// JSON.
        record Json(Definition definition) implements Whole {}

        /// Text of a language.
        record Matching(TextLanguage language) implements Whole {}

        /// One of some texts.
        record OneOf(List<String> texts) implements Whole {}
    }

    /// @param text what the text must be, if it may not be anything
    /// @param tools tools that may be called
    /// @param least calls the answer makes at least; if any, it has no text
    /// @param most calls it makes at most
    record Rules(Optional<Whole> text, List<Tool> tools, int least, int most) {
        Rules {
            tools = List.copyOf(tools);
        }
    }

    private final TokenWalk walk;
    private final MaskCache masks;
    private final long definitions;
    private final List<String> relaxed;
    private final Automaton automaton = new Automaton();
    private final Rules rules;

    Grammar(TokenWalk walk, Rules rules, Set<String> relaxed) {
        this.relaxed = List.copyOf(relaxed);
        this.walk = walk;
        this.masks = new MaskCache(walk.vocabSize());
        this.rules = rules;
        Set<Definition> roots = new LinkedHashSet<>();
        rules.tools().forEach(tool -> roots.add(tool.arguments()));
        rules.text()
                .ifPresent(text -> {
                    if (text instanceof Whole.Json(Definition definition)) {
                        roots.add(definition);
                    }
                });
        this.definitions = Definition.bytes(roots);
    }

    /// {@return the constraint of one answer, in a conversation without calls before it}
    public Constraint start() {
        return start(0);
    }

    /// {@return the constraint of one answer}
    ///
    /// @param callIndex index of the answer's first call: how many calls the conversation has
    public Constraint start(int callIndex) {
        if (callIndex < 0) {
            throw new IllegalArgumentException("a call's index is at least 0, not " + callIndex);
        }
        return new GrammarConstraint(this, callIndex);
    }

    /// {@return the keywords that it does not hold, since nobody asked it to be strict}
    public List<String> relaxed() {
        return relaxed;
    }

    /// {@return bytes that it takes on the heap, about; more after each answer}
    long bytes() {
        return definitions + automaton.bytes() + masks.bytes();
    }

    Rules rules() {
        return rules;
    }

    TokenWalk walk() {
        return walk;
    }

    /// {@return the lock to hold while walking through this grammar's rules}
    Object lock() {
        return automaton;
    }

    /// {@return the rule of a text that may not be anything, and of its end}
    Rule text(Whole whole) {
        Rule text =
                switch (whole) {
                    case Whole.Json(Definition definition) -> automaton.value(definition, 0);
                    case Whole.Matching(TextLanguage language) -> automaton.plain(language);
                    case Whole.OneOf(List<String> texts) ->
                            automaton.choice(
                                    texts.stream().map(automaton::word).toArray(Rule[]::new));
                };
        return automaton.chain(text, automaton.marker(Marker.END));
    }

    /// {@return the rule of a call, from after its opening marker to its closing one}
    Rule call(int index) {
        Rule[] calls = new Rule[rules.tools().size()];
        for (int i = 0; i < calls.length; i++) {
            Tool tool = rules.tools().get(i);
            Rule arguments =
                    automaton.chain(
                            automaton.value(tool.arguments(), 0),
                            automaton.marker(Marker.CALL_END));
            calls[i] =
                    automaton.chain(
                            automaton.word("functions." + tool.name() + ":" + index),
                            automaton.chain(automaton.marker(Marker.ARGUMENTS), arguments));
        }
        return automaton.choice(calls);
    }

    boolean isFinished(Rule rule) {
        return rule == automaton.finished();
    }

    boolean isNothing(Rule rule) {
        return rule == automaton.nothing();
    }

    /// {@return the tokens a rule allows}
    MaskCache.Masked masked(Rule rule) {
        MaskCache.Masked known = masks.find(rule);
        if (known == null) {
            TokenWalk.Found found = walk.allowed(rule, Distance.NONE - 1);
            known = new MaskCache.Masked(walk.mask(found.tokens()), found.farthest());
            masks.put(rule, known);
        }
        return known;
    }

    /// {@return the tokens a rule allows that leave an end in at most `distance` symbols}
    TokenMask within(Rule rule, int distance) {
        return walk.mask(
                distance < rule.distance() - 1 || distance < 0
                        ? walk.closing(rule)
                        : walk.allowed(rule, distance).tokens());
    }
}
