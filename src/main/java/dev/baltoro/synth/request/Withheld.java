package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.Situation;
import java.util.List;
import java.util.Optional;

/// Wishes that are spoken of and not made: `don't rename it yet`, `should I delete Ada?`. No call
/// belongs there, though every word is that of a wish.
///
/// @param wishes says what is not wished
record Withheld(Wishes wishes) {
    /// {@return such a text; empty if the wish that was drawn is no command}
    Optional<Draft> draft(Situation situation) {
        return wishes.any(situation, offer -> !preview(offer))
                .filter(wish -> Commands.is(wish.speech()) && !wish.speech().text().contains("\n"))
                .map(wish -> draft(wish.speech().uncapitalised(), situation));
    }

    /// What would happen is a call where a tool can show it.
    private static boolean preview(Offer offer) {
        return offer.tool().parameters().stream()
                .anyMatch(name -> name.matches("(?i)dry_?run|preview"));
    }

    private Draft draft(Speech wish, Situation situation) {
        String frame = wishes.words("withheld", situation);
        int at = frame.indexOf('…');
        Speech bare =
                wish.text().matches("(?s).*[.?!]$")
                        ? wish.edit(words -> words.replaceFirst("[.?!]+$", ""))
                        : wish;
        Speech text = Speech.words(frame.substring(0, at)).then(bare).then(frame.substring(at + 1));
        return Draft.text(
                RequestKind.NO_TOOL,
                text.tidy(),
                wishes.words("withheld-reply", situation),
                List.of());
    }
}
