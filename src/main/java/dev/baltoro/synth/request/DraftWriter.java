package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import java.util.List;
import java.util.Optional;

/// Writes what is wished or said, for each kind of request.
final class DraftWriter {
    static final double FAMILY_FACTS = 0.35;
    private static final double FOLLOWING = 0.2;

    /// Of wishes that say all by themselves, those behind an earlier one.
    private static final double EARLIER = 0.1;

    private static final double FOLLOWING_TALK = 0.3;

    private static final java.util.regex.Pattern POINTING =
            java.util.regex.Pattern.compile(
                    "(?i)\\b(it|its|that|this|them|they|those|these|one|ones|there|same|he|she|him|her|his)\\b");

    private static final double COMPLETED = 0.1;
    private static final double WITHHELD = 0.2;
    private static final double TOOL_TALK = 0.06;

    private final Phrasebook book;
    private final Offers offers;
    private final Phrases split;
    private final Wishes wishes;
    private final Sequences sequences;
    private final Following following;
    private final Completing completing;
    private final Withheld withheld;
    private final ToolTalk toolTalk;
    private final LackingWishes lacking;

    DraftWriter(Phrasebook book, Offers offers, Phrases split) {
        this.book = book;
        this.offers = offers;
        this.split = split;
        this.wishes = new Wishes(book, offers, split);
        this.sequences = new Sequences(wishes);
        this.following = new Following(wishes);
        this.completing = new Completing(book, offers, wishes, split);
        this.withheld = new Withheld(wishes);
        this.toolTalk = new ToolTalk(offers.toolNames(), wishes);
        this.lacking = new LackingWishes(book, offers, wishes, split);
    }

    Phrasebook book() {
        return book;
    }

    /// {@return a draft; empty if it did not come about with what was drawn}
    Optional<Draft> write(RequestKind kind, Situation situation) {
        Optional<Draft> draft = alone(kind, situation);
        boolean behind =
                draft.filter(each -> mayStandBehind(kind, each)).isPresent()
                        && situation.draw().chance(EARLIER);
        return behind
                ? following
                        .earlier(situation)
                        .flatMap(turns -> draft.map(each -> each.after(turns)))
                : draft;
    }

    /// Behind something else, `it` would be that.
    private static boolean mayStandBehind(RequestKind kind, Draft draft) {
        return draft.turns().isEmpty()
                && switch (kind) {
                    case SINGLE, MULTI_STEP, PARALLEL -> true;
                    case ASK_BACK -> !POINTING.matcher(draft.core().text()).find();
                    case NO_TOOL -> false;
                };
    }

    private Optional<Draft> alone(RequestKind kind, Situation situation) {
        return switch (kind) {
            case SINGLE -> one(situation);
            case MULTI_STEP -> sequences.steps(situation);
            case PARALLEL -> sequences.parallel(situation);
            case NO_TOOL -> talk(situation);
            case ASK_BACK -> lacking.draft(situation);
        };
    }

    /// {@return a draft of which a call goes on with what an earlier one gives back; empty if there
    /// is none for what was drawn}
    Optional<Draft> chain(Situation situation) {
        return sequences.chain(situation);
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
                .telling(LackingWishes.facts(wish.offer(), wish.situation()));
    }

    private Optional<Draft> talk(Situation situation) {
        Draws draw = situation.draw();
        if (situation.language() == SpokenLanguage.ENGLISH) {
            int way = draw.weighted(WITHHELD, TOOL_TALK, 1 - WITHHELD - TOOL_TALK);
            if (way < 2) {
                return way == 0
                        ? withheld.draft(situation)
                        : Optional.of(toolTalk.draft(situation));
            }
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
        Draft said = Draft.text(RequestKind.NO_TOOL, core, reply, List.of());
        Draft draft = Commands.is(core) || Framing.asks(core) ? said : said.unframed();
        return follows
                ? following.earlier(situation).map(turns -> draft.after(turns))
                : Optional.of(draft);
    }
}
