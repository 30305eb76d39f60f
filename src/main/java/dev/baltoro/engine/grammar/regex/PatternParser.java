package dev.baltoro.engine.grammar.regex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads ECMA-262 regular expressions, as `pattern` has them: over code points, with the flag `u`.
///
/// What `u` forbids, and engines without it read, is read as they do: an escape that needs none
/// (`\-`, `\_`), braces and brackets that close nothing, a hyphen beside a class (`[\w-.]`). Beyond
/// ECMA-262 groups may be named as in Python, and flags may stand at any place.
///
/// A pattern may match anywhere in a string unless it is anchored. Look-ahead, anchors and word
/// borders may stand anywhere; look-behind may look at one code point. Back-references are errors,
/// since no automaton can hold them.
public final class PatternParser {
    /// Code points of a pattern.
    private static final int LENGTH_MAX = 1_000;

    private static final int NESTING_MAX = 200;

    private final PatternText text;
    private final PatternEscapes escapes;

    /// Equal sets are one, so that equal states are found to be equal.
    private final Map<CodePoints, Regex> letters = new HashMap<>();

    private Reading reading;
    private PatternFlags flags = PatternFlags.NONE;
    private int nesting;

    private PatternParser(String text, Reading reading) {
        this.text = new PatternText(text);
        this.escapes = new PatternEscapes(this.text);
        this.reading = reading;
    }

    /// {@return the strings in which a pattern surely matches}
    ///
    /// @throws LanguageException if it is malformed or cannot be expressed
    public static Regex parse(String pattern) {
        return parse(pattern, Reading.CAUTIOUS);
    }

    /// {@return the strings in which a pattern matches}
    ///
    /// @throws LanguageException if it is malformed or cannot be expressed
    public static Regex parse(String pattern, Reading reading) {
        if (pattern.length() > LENGTH_MAX) {
            throw new LanguageException(
                    "the regular expression has %d characters; %d at most"
                            .formatted(pattern.length(), LENGTH_MAX));
        }
        PatternParser parser = new PatternParser(pattern, reading);
        PatternNode node = parser.alternatives();
        if (parser.text.peek() == ')') {
            throw parser.text.error("has one ) too many");
        }
        return PatternLanguage.of(node, parser.text);
    }

    private PatternNode alternatives() {
        if (++nesting > NESTING_MAX) {
            throw text.error("nests more than %d groups".formatted(NESTING_MAX));
        }
        PatternFlags outside = flags;
        List<PatternNode> alternatives = new ArrayList<>();
        do {
            List<PatternNode> parts = new ArrayList<>();
            while (text.peek() != PatternText.END && text.peek() != '|' && text.peek() != ')') {
                parts.add(term());
            }
            alternatives.add(PatternNode.sequence(parts));
        } while (text.accept('|'));
        flags = outside;
        nesting--;
        return PatternNode.alternatives(alternatives);
    }

    private PatternNode term() {
        Optional<PatternNode> condition = condition();
        if (condition.isEmpty()) {
            return quantified(atom());
        }
        if (PatternQuantifier.isAhead(text)) {
            throw text.error("repeats nothing");
        }
        return condition.get();
    }

    /// {@return an anchor, a word border, a look-behind or flags, which cannot be repeated}
    private Optional<PatternNode> condition() {
        if (text.accept('^')) {
            return Optional.of(
                    flags.multiline()
                            ? new PatternNode.Behind(PatternLetters.LINE_ENDS, true)
                            : PatternNode.START);
        }
        if (text.accept('$')) {
            PatternNode end = new PatternNode.End();
            PatternNode lineEnd = PatternNode.ahead(PatternLetters.LINE_ENDS, false);
            return Optional.of(
                    flags.multiline() ? PatternNode.alternatives(List.of(end, lineEnd)) : end);
        }
        if (text.accept("\\b")) {
            return Optional.of(border(true));
        }
        if (text.accept("\\B")) {
            return Optional.of(border(false));
        }
        if (text.accept("(?<=")) {
            return Optional.of(behind(group(reading)));
        }
        if (text.accept("(?<!")) {
            PatternNode.Behind before = behind(group(reading.opposite()));
            return Optional.of(new PatternNode.Behind(before.set().not(), !before.start()));
        }
        return PatternFlags.accept(text, flags)
                .map(changed -> {
                    flags = changed;
                    return PatternNode.EMPTY;
                });
    }

    private PatternNode border(boolean present) {
        CodePoints word = flags.folded(PatternLetters.WORD, reading);
        CodePoints maybe = flags.folded(PatternLetters.WORD, reading.opposite());
        PatternNode wordBefore = new PatternNode.Behind(word, false);
        PatternNode otherBefore = new PatternNode.Behind(maybe.not(), true);
        PatternNode wordAhead = PatternNode.ahead(word, false);
        PatternNode otherAhead = PatternNode.ahead(maybe, true);
        return PatternNode.alternatives(
                List.of(
                        PatternNode.sequence(List.of(wordBefore, present ? otherAhead : wordAhead)),
                        PatternNode.sequence(
                                List.of(otherBefore, present ? wordAhead : otherAhead))));
    }

    private PatternNode.Behind behind(PatternNode node) {
        return switch (node) {
            case PatternNode.Behind condition -> condition;
            case PatternNode.Plain(Regex.Chars(Regex.Letters letters)) ->
                    new PatternNode.Behind(letters.set(), false);
            case PatternNode.Alternatives(List<PatternNode> ways) ->
                    ways.stream()
                            .map(this::behind)
                            .reduce((first, second) ->
                                    new PatternNode.Behind(
                                            first.set().or(second.set()),
                                            first.start() || second.start()))
                            .orElseThrow();
            default ->
                    throw text.error(
                            "looks behind at more than one letter, which cannot be expressed");
        };
    }

    private PatternNode atom() {
        if (PatternQuantifier.isAhead(text)) {
            throw text.error("repeats nothing");
        }
        int next = text.next();
        return switch (next) {
            case '(' -> group();
            case '[' -> plain(escapes.set(reading, flags));
            case '.' -> plain(flags.dotAll() ? CodePoints.ALL : PatternLetters.dot(reading));
            case '\\' -> plain(flags.folded(escapes.escape(reading, flags), reading));
            default -> plain(flags.folded(CodePoints.of(next), reading));
        };
    }

    private PatternNode plain(CodePoints set) {
        return new PatternNode.Plain(letters.computeIfAbsent(set, Regex::chars));
    }

    private PatternNode group() {
        if (!text.accept('?')) {
            return group(reading);
        }
        if (text.accept('=')) {
            return new PatternNode.Ahead(group(reading), false);
        }
        if (text.accept('!')) {
            return new PatternNode.Ahead(group(reading.opposite()), true);
        }
        if (text.accept('<') || text.accept("P<")) {
            String name = text.until('>');
            if (!name.matches("[\\p{L}$_][\\p{L}\\p{N}\\p{Mn}\\p{Mc}$_]*")) {
                throw text.error("has a group named \"%s\"".formatted(name));
            }
            return group(reading);
        }
        PatternFlags outside = flags;
        flags = PatternFlags.group(text, flags);
        PatternNode inside = group(reading);
        flags = outside;
        return inside;
    }

    /// {@return what is in a group up to its closing bracket}
    private PatternNode group(Reading inside) {
        Reading outside = reading;
        reading = inside;
        PatternNode node = alternatives();
        reading = outside;
        text.expect(')');
        return node;
    }

    private PatternNode quantified(PatternNode atom) {
        Optional<PatternQuantifier> quantifier = PatternQuantifier.accept(text);
        if (quantifier.isEmpty()) {
            return atom;
        }
        int least = quantifier.get().least();
        int most = quantifier.get().most();
        return atom.isPlain()
                ? new PatternNode.Plain(Regex.loop(atom.plain(), least, most))
                : new PatternNode.Repeat(atom, least, most);
    }
}
