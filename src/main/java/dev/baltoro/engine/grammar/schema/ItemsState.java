package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.regex.ShortestText;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How much of an array is written, and what may still come.
///
/// @param index items written, as far as it matters
/// @param found items written that were meant for `contains`, as far as it matters
/// @param said items written, where none may come again
public record ItemsState(Shape.Items shape, int index, int found, Said said) {
    public static ItemsState start(Shape.Items shape) {
        return new ItemsState(shape, 0, 0, Said.NOTHING);
    }

    /// {@return the state after one more item of a list without repetitions}
    public ItemsState saying(Said both) {
        ItemsState next = next(false);
        return new ItemsState(shape, next.index, next.found, both);
    }

    /// {@return the words that have not been said}
    public List<Shape.Word> words() {
        return alternatives(Shape.Word.class).stream().filter(word -> !said.has(word)).toList();
    }

    /// {@return strings that have not been said}
    public List<TextLanguage> texts() {
        return alternatives(Shape.Text.class).stream()
                .map(text -> TextLanguage.without(text.language(), said.texts()))
                .toList();
    }

    /// {@return digits of numbers that have not been said}
    public List<TextLanguage> numbers() {
        return alternatives(Shape.Number.class).stream()
                .map(number ->
                        TextLanguage.without(TextLanguage.of(number.digits(), 0), said.values()))
                .toList();
    }

    private <T extends Shape> List<T> alternatives(Class<T> type) {
        return shape.item(index).stream()
                .flatMap(item -> item.alternatives().stream())
                .map(Definition::shape)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /// {@return the shortest rest after one more item, whichever that is, at most}
    public int behindItem() {
        int needed = Math.max(0, shape.least() - index - 1);
        if (needed == 0) {
            return 1;
        }
        List<Integer> costs = costs(needed + 1);
        return costs.size() <= needed
                ? Distance.NONE
                : 1 + needed + costs.stream().skip(1).mapToInt(Integer::intValue).sum();
    }

    /// {@return bytes of the shortest items that differ from each other and from what is said}
    private List<Integer> costs(int count) {
        List<Integer> costs = new ArrayList<>();
        ItemsState state = this;
        while (costs.size() < count) {
            int best = Distance.NONE;
            Said with = Said.NOTHING;
            for (Shape.Word word : state.words()) {
                if (word.json().length < best) {
                    best = word.json().length;
                    with = state.said.with(word);
                }
            }
            for (TextLanguage text : state.texts()) {
                if (Distance.sum(2, text.distance()) < best) {
                    best = 2 + text.distance();
                    with = state.said.withText(ShortestText.of(text));
                }
            }
            for (TextLanguage number : state.numbers()) {
                if (number.distance() < best) {
                    best = number.distance();
                    with = state.said.withValue(ShortestText.of(number));
                }
            }
            if (best == Distance.NONE) {
                break;
            }
            costs.add(best);
            state = new ItemsState(shape, index, found, with);
        }
        return costs;
    }

    /// {@return the state after one more item}
    ///
    /// @param matching whether it is meant for `contains`
    public ItemsState next(boolean matching) {
        // Items after the last place that differs from its neighbours are all alike.
        int last = Math.max(1, Math.max(shape.least(), shape.prefix().size()));
        int written = shape.most() == Shape.UNBOUNDED ? Math.min(index + 1, last) : index + 1;
        return new ItemsState(shape, written, found + (matching ? 1 : 0), said);
    }

    public boolean mayEnd() {
        return index >= shape.least() && needed() == 0;
    }

    private int needed() {
        return shape.contains().map(some -> Math.max(0, some.least() - found)).orElse(0);
    }

    /// {@return an item that need not match `contains`, if there may be one}
    public Optional<Definition> plain() {
        return shape.item(index);
    }

    /// {@return an item that matches `contains`, if that makes a difference here}
    public Optional<Definition> matching() {
        return shape.contains()
                .filter(some -> index < shape.most() && found < some.most())
                .filter(some -> found < some.least() || some.most() != Shape.UNBOUNDED)
                .map(some -> some.at(index));
    }

    /// {@return the shortest rest of the array, its bracket included}
    public Shape.Measure shortest() {
        if (shape.unique()) {
            return unrepeated();
        }
        int needed = needed();
        if (shape.contains().filter(some -> some.least() > some.most()).isPresent()) {
            return Shape.Measure.NONE;
        }
        int prefix = shape.prefix().size();
        if (index >= prefix) {
            return tail(index, needed);
        }
        Shape.Measure[] behind = new Shape.Measure[needed + 1];
        for (int need = 0; need <= needed; need++) {
            behind[need] = tail(prefix, need);
        }
        for (int i = prefix - 1; i >= index; i--) {
            for (int need = needed; need >= 0; need--) {
                behind[need] = at(i, need, behind);
            }
        }
        return behind[needed];
    }

    private Shape.Measure unrepeated() {
        int needed = Math.max(0, shape.least() - index);
        List<Integer> costs = costs(needed);
        if (costs.size() < needed || index + needed > shape.most()) {
            return Shape.Measure.NONE;
        }
        int commas = Math.max(0, needed - (index == 0 ? 1 : 0));
        int bytes = costs.stream().mapToInt(Integer::intValue).sum();
        return new Shape.Measure(1 + commas + bytes, 0);
    }

    private Shape.Measure at(int i, int need, Shape.Measure[] behind) {
        if (i >= shape.least() && need == 0) {
            return new Shape.Measure(1, 0);
        }
        if (i >= shape.most()) {
            return Shape.Measure.NONE;
        }
        int comma = i > 0 ? 1 : 0;
        Shape.Measure plain = behind[need].and(shape.prefix().get(i)).plus(comma);
        if (need == 0 || shape.contains().isEmpty()) {
            return plain;
        }
        return plain.or(behind[need - 1].and(shape.contains().get().at(i)).plus(comma));
    }

    /// After the prefix all items are alike.
    private Shape.Measure tail(int from, int need) {
        int count = Math.max(Math.max(0, shape.least() - from), need);
        if (count == 0) {
            return new Shape.Measure(1, 0);
        }
        if (shape.rest().isEmpty() || count > shape.most() - from) {
            return Shape.Measure.NONE;
        }
        Shape.Measure plain = shape.rest().get().measured();
        Shape.Measure result = new Shape.Measure(1 + count - (from == 0 ? 1 : 0), 0);
        if (shape.contains().isPresent() && need > 0) {
            Shape.Measure match = shape.contains().get().at(from).measured();
            result = result.and(match.times(need));
        }
        return count > need ? result.and(plain.times(count - need)) : result;
    }
}
