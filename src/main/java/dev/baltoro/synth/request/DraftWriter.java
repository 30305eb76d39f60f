package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.SpokenLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes what is wished or said, for each kind of request.
final class DraftWriter {
    private static final double FAMILY_FACTS = 0.35;
    private static final double FOLLOWING = 0.12;
    private static final double FOLLOWING_TALK = 0.3;
    private static final double LACK_BY_PHRASE = 0.65;

    private static final double COMPLETED = 0.1;
    private static final double AMBIGUOUS = 0.18;
    private static final double WITHHELD = 0.16;

    private final Phrasebook book;
    private final Offers offers;
    private final Phrases split;
    private final Wishes wishes;
    private final Sequences sequences;
    private final Following following;
    private final Completing completing;
    private final Withheld withheld;
    private final Ambiguous ambiguous;

    DraftWriter(Phrasebook book, Offers offers, Phrases split) {
        this.book = book;
        this.offers = offers;
        this.split = split;
        this.wishes = new Wishes(book, offers, split);
        this.sequences = new Sequences(wishes);
        this.following = new Following(wishes);
        this.completing = new Completing(book, offers, wishes, split);
        this.withheld = new Withheld(wishes);
        this.ambiguous = new Ambiguous(offers, wishes, split);
    }

    Phrasebook book() {
        return book;
    }

    /// {@return a draft; empty if it did not come about with what was drawn}
    Optional<Draft> write(RequestKind kind, Situation situation) {
        return switch (kind) {
            case SINGLE -> one(situation);
            case MULTI_STEP -> sequences.steps(situation);
            case PARALLEL -> sequences.parallel(situation);
            case NO_TOOL -> talk(situation);
            case ASK_BACK -> askBack(situation);
        };
    }

    private Optional<Draft> one(Situation situation) {
        return switch (situation.draw().weighted(FOLLOWING, COMPLETED, 1 - FOLLOWING - COMPLETED)) {
            case 0 -> following.single(situation);
            case 1 -> completing.single(situation);
            default -> wishes.any(situation, offer -> true).map(this::single);
        };
    }

    private Draft single(Wish wish) {
        return Draft.calls(RequestKind.SINGLE, wish.speech(), List.of(wish.call()))
                .accepting(
                        wish.offer().accept(wish.call(), wish.situation()),
                        wish.offer().free(wish.situation(), 0))
                .telling(facts(wish.offer(), wish.situation()));
    }

    private Optional<Saying> facts(Offer offer, Situation situation) {
        List<Saying> own = offer.family().context();
        return !own.isEmpty() && situation.draw().chance(FAMILY_FACTS)
                ? Optional.of(situation.draw().pick(own))
                : Optional.empty();
    }

    private Optional<Draft> talk(Situation situation) {
        Draws draw = situation.draw();
        if (situation.language() == SpokenLanguage.ENGLISH && draw.chance(WITHHELD)) {
            return withheld.draft(situation);
        }
        boolean follows = draw.chance(FOLLOWING_TALK);
        List<SmallTalk> fit =
                book.talks().stream()
                        .filter(talk -> talk.fits(offers.toolNames()))
                        .filter(talk -> talk.says().has(situation.language(), split))
                        .filter(talk -> follows || talk.after() == SmallTalk.After.ANYTHING)
                        .toList();
        if (fit.isEmpty()) {
            return Optional.empty();
        }
        double[] weights =
                fit.stream()
                        .mapToDouble(talk ->
                                talk.weight() * (talk.after() == SmallTalk.After.A_CALL ? 4 : 1))
                        .toArray();
        SmallTalk talk = fit.get(draw.weighted(weights));
        Speaker speaker = wishes.speaker(situation);
        Speech core = speaker.say(talk.says().pick(draw, situation.language(), split).pattern());
        String reply = speaker.say(draw.pick(talk.replies()).pattern()).capitalised().text();
        Draft draft = Draft.text(RequestKind.NO_TOOL, core, reply, List.of()).unframed();
        return follows
                ? following.earlier(situation).map(turns -> draft.after(turns))
                : Optional.of(draft);
    }

    private Optional<Draft> askBack(Situation situation) {
        if (situation.language() == SpokenLanguage.ENGLISH && situation.draw().chance(AMBIGUOUS)) {
            Optional<Draft> draft = ambiguous.draft(situation);
            if (draft.isPresent()) {
                return draft;
            }
        }
        Optional<Offer> chosen =
                offers.pick(
                        situation.draw(),
                        offer -> offer.family().says().has(situation.language(), split));
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Offer offer = chosen.get();
        List<Family.Lack> lacks =
                offer.family().lacks().stream()
                        .filter(lack -> lack.says().has(situation.language(), split))
                        .toList();
        boolean byPhrase = !lacks.isEmpty() && situation.draw().chance(LACK_BY_PHRASE);
        return byPhrase
                ? Optional.of(lacking(offer, situation.draw().pick(lacks), situation))
                : vague(offer, situation);
    }

    private Draft lacking(Offer offer, Family.Lack lack, Situation situation) {
        Draws draw = situation.draw();
        Saying sentence = lack.says().pick(draw, situation.language(), split);
        Saying ask = draw.pick(lack.asks());
        wishes.prepare(offer, situation, List.of(sentence));
        Speaker speaker = wishes.speaker(offer, situation);
        Speech core = wishes.reordered(speaker.say(sentence.pattern()), situation);
        String reply = speaker.plainly().say(ask.pattern()).capitalised().text();
        return Draft.text(RequestKind.ASK_BACK, core, reply, lack.about())
                .telling(facts(offer, situation));
    }

    /// A wish with one of its values left open.
    private Optional<Draft> vague(Offer offer, Situation situation) {
        Draws draw = situation.draw();
        Saying sentence = offer.family().says().pick(draw, situation.language(), split);
        List<Pattern.Hole> open = new ArrayList<>();
        for (Pattern.Hole hole : sentence.pattern().holes()) {
            boolean needed =
                    Templates.holes(offer.family().templates()).stream()
                            .anyMatch(other -> other.key().equals(hole.key()));
            boolean once =
                    hole.form().isEmpty()
                            && sentence.pattern().holes().stream()
                                            .filter(other -> other.slot().equals(hole.slot()))
                                            .count()
                                    == 1;
            if (needed && once && !offer.slots().apply(hole.slot()).unsaid().says().isEmpty()) {
                open.add(hole);
            }
        }
        if (open.isEmpty() || situation.language() != SpokenLanguage.ENGLISH) {
            return Optional.empty();
        }
        Pattern.Hole hole = draw.pick(open);
        Slot.Unsaid unsaid = offer.slots().apply(hole.slot()).unsaid();
        wishes.prepare(offer, situation, List.of(sentence));
        Speech core =
                wishes.speaker(offer, situation)
                        .replacing(Map.of(hole.key(), draw.pick(unsaid.says())))
                        .say(sentence.pattern());
        return Optional.of(
                Draft.text(RequestKind.ASK_BACK, core, draw.pick(unsaid.asks()), unsaid.about()));
    }
}
