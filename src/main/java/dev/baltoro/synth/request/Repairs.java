package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Slips of the tongue: a value that is taken back, and the right one. Only the right one counts.
///
/// @param words draws one of a phrase's wordings
record Repairs(Function<String, String> words) {
    /// The number under which the wrong value is drawn; no pattern has so many of one slot.
    private static final int WRONG = 9;

    private static final Set<String> FIT =
            Set.of(
                    "file",
                    "anyfile",
                    "media",
                    "folder",
                    "newfile",
                    "newfolder",
                    "entity",
                    "name",
                    "count",
                    "phrase",
                    "digest",
                    "ext",
                    "part",
                    "note");

    /// {@return the wish with one value said wrongly at first; the same if none can be}
    Speech in(Speech wish, Situation situation, Function<String, Slot> slots) {
        Draws draw = situation.draw();
        List<Integer> fit = new ArrayList<>();
        for (int i = 0; i < wish.pieces().size(); i++) {
            Speech.Piece piece = wish.pieces().get(i);
            boolean named = !Syntax.PRONOUN.matcher(piece.text()).matches();
            if (piece.kept()
                    && named
                    && FIT.contains(piece.slot())
                    && !piece.text().contains("\n")) {
                fit.add(i);
            }
        }
        if (fit.isEmpty()) {
            return wish;
        }
        int at = draw.pick(fit);
        Speech.Piece right = wish.pieces().get(at);
        Value wrong = situation.value(right.slot(), WRONG, slots);
        Value.Said said = draw.pick(wrong.said());
        if (said.text().equals(right.text())) {
            return wish;
        }
        situation.need(said.needs());
        String repair = words.apply("repair");
        int mark = repair.indexOf('…');
        int second = repair.indexOf('…', mark + 1);
        Speech wrongly = new Speech(List.of(new Speech.Piece(said.text(), true)));
        boolean wrongFirst = second >= 0;
        Speech repaired =
                wrongFirst
                        ? wrongly.then(repair.substring(mark + 1, second))
                                .then(wish.part(at, at + 1))
                                .then(repair.substring(second + 1))
                        : wish.part(at, at + 1)
                                .then(repair.substring(0, mark))
                                .then(wrongly)
                                .then(repair.substring(mark + 1));
        return wish.part(0, at).then(repaired).then(wish.part(at + 1, wish.pieces().size()));
    }
}
