package dev.baltoro.synth.graph;

import dev.baltoro.synth.value.CommonWords;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Need;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.value.Value.Said;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.node.StringNode;

/// What `{observation}` has to become: the same words but one. Form `old` is the part that was
/// wrong, `value` what stands in its place; both need the facts.
final class Changes {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}-]{3,}");

    private Changes() {}

    static Value draw(Situation situation, int index) {
        Draws draw = situation.draw();
        String old =
                situation
                        .value(Situation.key("observation", index))
                        .map(Value::plain)
                        .orElse("Unknown");
        List<MatchResult> numbers = NUMBER.matcher(old).results().toList();
        List<MatchResult> words = WORD.matcher(old).results().toList();
        String changed;
        String from;
        String to;
        if (!numbers.isEmpty() && draw.chance(0.85) || words.isEmpty()) {
            MatchResult number =
                    numbers.isEmpty()
                            ? WORD.matcher("none").results().toList().getFirst()
                            : numbers.getLast();
            from = number.group();
            to = other(from, draw);
            changed =
                    numbers.isEmpty()
                            ? to
                            : old.substring(0, number.start()) + to + old.substring(number.end());
        } else {
            MatchResult word = words.getLast();
            from = word.group();
            to =
                    Character.isUpperCase(from.charAt(0))
                            ? CommonWords.place(draw)
                            : CommonWords.pick(draw, "noun");
            changed = old.substring(0, word.start()) + to + old.substring(word.end());
        }
        String quoted =
                (changed.contains("'") ? "\"%s\"" : draw.pick("'%s'", "\"%s\"", "'%s'"))
                        .formatted(changed);
        String need =
                situation
                        .value(Situation.key("entity", index))
                        .map(e -> Need.FACTS + e.plain())
                        .orElse("");
        return new Value(
                StringNode.valueOf(changed),
                List.of(new Said(quoted)),
                Map.of(
                        "bare", List.of(new Said(changed)),
                        "old", List.of(new Said(from, need)),
                        "value", List.of(new Said(to, need))));
    }

    private static String other(String number, Draws draw) {
        int size = Math.min(number.length(), 6);
        int low = (int) Math.pow(10, size - 1.0);
        String other = Integer.toString(draw.between(low, low * 10 - 1));
        return other.equals(number) ? Integer.toString(low) : other;
    }
}
