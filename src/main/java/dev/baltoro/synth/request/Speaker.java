package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says patterns in a situation: draws alternatives and values.
final class Speaker {
    private static final double KNOWN_AS = 0.09;

    private final Situation situation;
    private final Function<String, Slot> slots;
    private final Function<String, Pattern> phrases;
    private final Map<String, String> replaced;
    private final boolean plainly;

    Speaker(Situation situation, Function<String, Slot> slots, Function<String, Pattern> phrases) {
        this(situation, slots, phrases, Map.of(), false);
    }

    private Speaker(
            Situation situation,
            Function<String, Slot> slots,
            Function<String, Pattern> phrases,
            Map<String, String> replaced,
            boolean plainly) {
        this.situation = situation;
        this.slots = slots;
        this.phrases = phrases;
        this.replaced = Map.copyOf(replaced);
        this.plainly = plainly;
    }

    /// {@return a speaker that puts other words in place of values, by their keys}
    Speaker replacing(Map<String, String> words) {
        return new Speaker(situation, slots, phrases, words, plainly);
    }

    /// {@return a speaker that says values in full, as facts do}
    Speaker plainly() {
        return new Speaker(situation, slots, phrases, replaced, true);
    }

    Speech say(Pattern pattern) {
        return raw(pattern).tidy();
    }

    /// {@return what is said with the spaces at its ends}
    Speech raw(Pattern pattern) {
        List<Speech.Piece> pieces = new ArrayList<>();
        say(pattern, pieces);
        return new Speech(pieces);
    }

    private void say(Pattern pattern, List<Speech.Piece> into) {
        switch (pattern) {
            case Pattern.Words words -> into.add(new Speech.Piece(words.text(), false));
            case Pattern.Row row -> row.of().forEach(part -> say(part, into));
            case Pattern.Choice choice -> say(situation.draw().pick(choice.of()), into);
            case Pattern.Phrase phrase -> say(phrases.apply(phrase.name()), into);
            case Pattern.Hole hole -> into.add(value(hole));
        }
    }

    private Speech.Piece value(Pattern.Hole hole) {
        @Nullable String words = replaced.get(hole.key());
        if (words != null) {
            return new Speech.Piece(words, false);
        }
        Value value = situation.value(hole.slot(), hole.index(), slots);
        if (hole.form().isEmpty() && plainly) {
            return new Speech.Piece(value.plain(), true);
        }
        @Nullable List<Value.Said> ways =
                hole.form().isEmpty() ? value.said() : value.forms().get(hole.form());
        if (ways == null) {
            throw new IllegalArgumentException(
                    "slot %s has no form `%s`; it has %s"
                            .formatted(
                                    hole.slot(),
                                    hole.form(),
                                    value.forms().keySet().stream().sorted().toList()));
        }
        if (situation.silent()) {
            List<Value.Said> clear = ways.stream().filter(way -> way.needs().isEmpty()).toList();
            ways = clear.isEmpty() ? ways : clear;
        }
        Value.Said way = situation.draw().pick(ways);
        boolean byName =
                hole.form().isEmpty()
                        && !situation.silent()
                        && situation.language() == SpokenLanguage.ENGLISH
                        && situation.draw().chance(KNOWN_AS);
        if (byName) {
            way = KnownAs.of(hole.slot(), value, situation.draw()).orElse(way);
        }
        situation.need(way.needs());
        return new Speech.Piece(way.text(), true, hole.form().isEmpty() ? hole.key() : "");
    }
}
