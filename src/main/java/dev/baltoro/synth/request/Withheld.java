package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import java.util.List;
import java.util.Optional;

/// Wishes that are spoken of and not made: `don't rename it yet`, `should I delete Ada?`, `I have
/// already moved it`, `find it … no, forget it`. No call belongs there, though every word is that
/// of a wish.
///
/// @param wishes says what is not wished
record Withheld(Wishes wishes) {
    /// How a wish is spoken of.
    private enum Way {
        /// `don't …`.
        AS_COMMAND("withheld"),
        /// `I am thinking of …`.
        DOING("withheld-doing"),
        /// `I have already …`.
        DONE("withheld-done"),
        /// `what happens if I …?`, where no tool can show it.
        IF("withheld-if"),
        /// `…, no, forget it`.
        TAKEN_BACK("withheld-back");

        private final String phrase;

        Way(String phrase) {
            this.phrase = phrase;
        }

        static Way drawn(Draws draw) {
            return values()[draw.weighted(38, 14, 16, 8, 24)];
        }
    }

    /// {@return such a text; empty if the wish that was drawn cannot be spoken of in this way}
    Optional<Draft> draft(Situation situation) {
        Way way = Way.drawn(situation.draw());
        return wishes.any(situation, offer -> way != Way.IF || !preview(offer))
                .filter(wish -> !wish.speech().text().contains("\n"))
                .flatMap(wish -> form(wish.speech(), way))
                .map(wish -> draft(wish, way, situation));
    }

    /// What would happen is a call where a tool can show it.
    private static boolean preview(Offer offer) {
        return offer.tool().parameters().stream()
                .anyMatch(name -> name.matches("(?i)dry_?run|preview"));
    }

    /// {@return the wish in the form that the frame takes}
    private static Optional<Speech> form(Speech wish, Way way) {
        Speech bare =
                wish.text().matches("(?s).*[.?!]$")
                        ? wish.edit(words -> words.replaceFirst("[.?!]+$", ""))
                        : wish;
        if (way == Way.TAKEN_BACK) {
            return Optional.of(bare);
        }
        return Commands.verb(wish)
                .flatMap(verb ->
                        switch (way) {
                            case DOING -> verbAs(bare, verb, Commands.gerund(verb));
                            case DONE -> verbAs(bare, verb, Commands.participle(verb));
                            default -> Optional.of(bare.uncapitalised());
                        });
    }

    /// `showing me` and `shown me` are nothing that one says of oneself.
    private static Optional<Speech> verbAs(Speech wish, String verb, String form) {
        Speech merged = wish.merged();
        String first = merged.pieces().getFirst().text();
        return first.matches("(?is)(let|\\S+ (me|us)\\b|.* (me|us) $).*")
                ? Optional.empty()
                : Optional.of(
                        Speech.words(form + first.substring(verb.length()))
                                .then(merged.part(1, merged.pieces().size())));
    }

    private Draft draft(Speech wish, Way way, Situation situation) {
        String frame = wishes.words(way.phrase, situation);
        int at = frame.indexOf('…');
        Speech text = Speech.words(frame.substring(0, at)).then(wish).then(frame.substring(at + 1));
        return Draft.text(
                RequestKind.NO_TOOL,
                text.tidy(),
                wishes.words("withheld-reply", situation),
                List.of());
    }
}
