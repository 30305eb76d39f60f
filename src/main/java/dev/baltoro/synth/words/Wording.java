package dev.baltoro.synth.words;

import dev.baltoro.synth.value.Draws;
import java.util.ArrayList;
import java.util.List;

/// A pattern of words: `(a|b|)` is one of its alternatives, `{name}` is what the rule of that name
/// says, and a backslash takes the next character as it is.
sealed interface Wording {
    /// Words as they are.
    record Words(String text) implements Wording {}

    /// What a rule says.
    record Rule(String name) implements Wording {}

    /// Parts one after the other.
    record Sequence(List<Wording> parts) implements Wording {}

    /// One of several.
    record Choice(List<Wording> options) implements Wording {}

    /// Writes one draw.
    default void write(StringBuilder out, Lexicon lexicon, Draws draw) {
        switch (this) {
            case Words words -> out.append(words.text);
            case Rule rule -> out.append(lexicon.say(rule.name, draw));
            case Sequence sequence -> sequence.parts.forEach(p -> p.write(out, lexicon, draw));
            case Choice choice -> draw.pick(choice.options).write(out, lexicon, draw);
        }
    }

    /// {@return the pattern that `text` spells}
    static Wording parse(String text) {
        Parser parser = new Parser(text);
        Wording wording = parser.choice();
        if (parser.at < text.length()) {
            throw new IllegalArgumentException("a ) too many in the pattern " + text);
        }
        return wording;
    }

    /// Reads one pattern from left to right.
    final class Parser {
        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private Wording choice() {
            List<Wording> options = new ArrayList<>();
            options.add(sequence());
            while (at < text.length() && text.charAt(at) == '|') {
                at++;
                options.add(sequence());
            }
            return options.size() == 1 ? options.getFirst() : new Choice(List.copyOf(options));
        }

        private Wording sequence() {
            List<Wording> parts = new ArrayList<>();
            StringBuilder words = new StringBuilder();
            while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
                char c = text.charAt(at++);
                if (c == '\\' && at < text.length()) {
                    words.append(text.charAt(at++));
                } else if (c == '(' || c == '{') {
                    parts.add(new Words(words.toString()));
                    words.setLength(0);
                    parts.add(c == '(' ? bracket() : rule());
                } else {
                    words.append(c);
                }
            }
            parts.add(new Words(words.toString()));
            return new Sequence(List.copyOf(parts));
        }

        private Wording bracket() {
            Wording inside = choice();
            if (at == text.length()) {
                throw new IllegalArgumentException("a ( without its ) in the pattern " + text);
            }
            at++;
            return inside;
        }

        private Wording rule() {
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw new IllegalArgumentException("a { without its } in the pattern " + text);
            }
            String name = text.substring(at, end);
            at = end + 1;
            return new Rule(name);
        }
    }
}
