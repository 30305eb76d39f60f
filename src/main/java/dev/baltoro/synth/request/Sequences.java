package dev.baltoro.synth.request;

import dev.baltoro.agent.request.Freedom;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Requests with two or three wishes: one after the other, often about the same thing, or side by
/// side.
final class Sequences {
    private static final double SAME_THING = 0.65;
    private static final double PRONOUN = 0.65;
    private static final double SEVERAL_CALLS = 0.45;
    private static final double SAME_WISH = 0.14;
    private static final double THIRD = 0.08;

    private final Wishes wishes;

    Sequences(Wishes wishes) {
        this.wishes = wishes;
    }

    /// {@return wishes in their order, or one that takes several calls}
    Optional<Draft> steps(Situation situation) {
        if (situation.draw().chance(SEVERAL_CALLS)) {
            Optional<Draft> draft =
                    wishes.ofSeveralCalls(situation).flatMap(wish -> severalCalls(wish));
            if (draft.isPresent()) {
                return draft;
            }
        }
        Optional<Wish> first = wishes.any(situation, offer -> true);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Optional<Thing> thing = Thing.after(first.get());
        Optional<Wish> second =
                thing.isPresent() && situation.draw().chance(SAME_THING)
                        ? about(thing.get(), first.get(), situation.beside())
                        : other(List.of(first.get()), situation.beside());
        return second.map(
                next -> joined(RequestKind.MULTI_STEP, List.of(first.get(), next), situation));
    }

    /// {@return wishes of which one goes on with what the call before it gives back}
    Optional<Draft> chain(Situation situation) {
        Optional<Wish> wish = wishes.chained(situation);
        if (wish.isEmpty() || wish.get().offer().family().carries().isEmpty()) {
            return wish.flatMap(Sequences::severalCalls);
        }
        return wishes.before(wish.get(), situation.beside())
                .map(first ->
                        joined(RequestKind.MULTI_STEP, List.of(first, wish.get()), situation));
    }

    private static Optional<Draft> severalCalls(Wish wish) {
        return wish.offer()
                .further(wish.situation())
                .map(further -> {
                    List<WantedCall> calls = new ArrayList<>(List.of(wish.call()));
                    calls.addAll(further);
                    boolean anyOrder = wish.offer().family().anyOrder();
                    RequestKind kind = anyOrder ? RequestKind.PARALLEL : RequestKind.MULTI_STEP;
                    return Draft.calls(kind, wish.speech(), calls)
                            .accepting(
                                    wish.offer().inAnyOrder(calls),
                                    wish.offer().free(wish.situation(), 0));
                });
    }

    /// {@return wishes in any order}
    Optional<Draft> parallel(Situation situation) {
        if (situation.language() == SpokenLanguage.ENGLISH && situation.draw().chance(SAME_WISH)) {
            Optional<Draft> draft = same(situation);
            if (draft.isPresent()) {
                return draft;
            }
        }
        List<Wish> all = new ArrayList<>();
        Optional<Wish> first = wishes.any(situation, offer -> true);
        first.ifPresent(all::add);
        int count = situation.draw().chance(THIRD) ? 3 : 2;
        for (int i = 1; i < count && !all.isEmpty(); i++) {
            other(all, situation.beside()).ifPresent(all::add);
        }
        return all.size() < 2
                ? Optional.empty()
                : Optional.of(joined(RequestKind.PARALLEL, all, situation));
    }

    /// The same for two things: `how big is a.txt, and b.txt?`
    private Optional<Draft> same(Situation situation) {
        Optional<Wish> first =
                wishes.any(situation, offer -> Following.varies(offer) && takesOne(offer));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Offer offer = first.get().offer();
        String object = offer.family().object();
        Value value = situation.value(object, 2, offer.slots());
        Situation next = situation.beside();
        situation.value("count").ifPresent(count -> next.put("count", count));
        next.put(object, value);
        Speech said = first.get().speech();
        boolean ended = said.text().matches("(?s).*[.?!]");
        Speech both =
                said.then(wishes.words(ended ? "join-same-sentence" : "join-same", situation))
                        .then(wishes.speaker(offer, next).say(new Pattern.Hole(object, 1, "")));
        return offer.call(next)
                .filter(call -> !call.equals(first.get().call()))
                .map(call -> new Wish(offer, said, call, next))
                .map(second -> {
                    List<Wish> all = List.of(first.get(), second);
                    return Draft.calls(
                                    RequestKind.PARALLEL,
                                    both,
                                    all.stream().map(Wish::call).toList())
                            .accepting(Alternatives.of(all), List.of());
                });
    }

    /// Whether two calls cannot be one call with a list.
    private static boolean takesOne(Offer offer) {
        return !offer.tool().name().matches("(?i)read_?(text_?)?file")
                && offer.tool().required().stream()
                        .noneMatch(name ->
                                offer.tool()
                                        .parameter(name)
                                        .path("type")
                                        .asString("")
                                        .equals("array"));
    }

    /// A wish for another tool, so that no list of calls could be one call as well.
    private Optional<Wish> other(List<Wish> before, Situation situation) {
        return wishes.any(
                situation,
                offer ->
                        before.stream()
                                .noneMatch(wish -> wish.offer().tool().equals(offer.tool())));
    }

    /// {@return a wish about the same thing}
    Optional<Wish> about(Thing thing, Wish before, Situation situation) {
        Draws draw = situation.draw();
        return wishes.about(
                thing,
                situation,
                offer -> !offer.family().name().equals(before.offer().family().name()),
                draw.chance(PRONOUN));
    }

    private Draft joined(RequestKind kind, List<Wish> all, Situation situation) {
        Speech text = all.getFirst().speech();
        List<Freedom> free =
                new ArrayList<>(all.getFirst().offer().free(all.getFirst().situation(), 0));
        for (int i = 1; i < all.size(); i++) {
            text = join(kind, text, all.get(i).speech(), situation);
            free.addAll(all.get(i).offer().free(all.get(i).situation(), i));
        }
        return Draft.calls(kind, text, all.stream().map(Wish::call).toList())
                .accepting(Alternatives.of(all), free);
    }

    private Speech join(RequestKind kind, Speech first, Speech second, Situation situation) {
        boolean asks = first.text().endsWith("?");
        boolean sentence = asks || first.text().endsWith(".") || first.text().endsWith("!");
        String phrase =
                (kind == RequestKind.MULTI_STEP ? "join-then" : "join-and")
                        + (sentence ? "-sentence" : "");
        String words = wishes.words(phrase, situation);
        boolean begins =
                words.strip().isEmpty()
                        || ".:\n"
                                        .indexOf(
                                                words.stripTrailing()
                                                        .charAt(words.stripTrailing().length() - 1))
                                >= 0;
        return first.then(words).then(begins ? second.capitalised() : second.uncapitalised());
    }
}
