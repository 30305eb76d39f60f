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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Requests with two or three wishes: one after the other, often about the same thing, or side by
/// side.
final class Sequences {
    private static final double SAME_THING = 0.65;
    private static final double PRONOUN = 0.65;
    private static final double SEVERAL_CALLS = 0.45;
    private static final double SAME_WISH = 0.1;
    private static final double SHARED = 0.35;
    private static final double THIRD = 0.08;
    private static final double THIRD_VALUE = 0.2;
    private static final double REPEATED_WORD = 0.3;

    /// Words before a value that may come again before the next one: `in Rome and in Oslo`.
    private static final java.util.regex.Pattern LEADING =
            java.util.regex.Pattern.compile("(?s).*\\b(of|in|for|from|with|at|on|to|under) ");

    /// Slots whose values are a part of another's.
    private static final Set<String> DEPENDING = Set.of("observation", "link", "old");

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
        if (situation.language() == SpokenLanguage.ENGLISH) {
            int way = situation.draw().weighted(SAME_WISH, SHARED, 1 - SAME_WISH - SHARED);
            Optional<Draft> draft =
                    switch (way) {
                        case 0 -> same(situation);
                        case 1 -> shared(situation);
                        default -> Optional.empty();
                    };
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

    /// One wish for two or three values of an argument: `md5 and sha1 of "lamp"`.
    private Optional<Draft> shared(Situation situation) {
        return wishes.any(situation, Sequences::takesOne)
                .flatMap(first -> shared(first, situation));
    }

    private Optional<Draft> shared(Wish first, Situation situation) {
        Draws draw = situation.draw();
        Offer offer = first.offer();
        List<Speech.Piece> pieces = first.speech().pieces();
        List<Integer> values =
                IntStream.range(0, pieces.size())
                        .filter(i -> mayBeSeveral(pieces, i, offer.family()))
                        .boxed()
                        .toList();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        int at = draw.pick(values);
        Speech said = first.speech().part(0, at + 1);
        List<Wish> all = new ArrayList<>(List.of(first));
        int count = draw.chance(THIRD_VALUE) ? 3 : 2;
        String before = at == 0 ? "" : pieces.get(at - 1).text();
        Matcher leading = LEADING.matcher(before);
        String again = leading.matches() && draw.chance(REPEATED_WORD) ? leading.group(1) : "";
        for (int i = 1; i < count; i++) {
            Situation next = first.situation().exceptFor(pieces.get(at).slot());
            Pattern.Hole hole = hole(pieces.get(at).slot());
            next.value(hole.slot(), hole.index(), offer.slots());
            Optional<WantedCall> call = offer.call(next);
            if (call.isEmpty() || all.stream().anyMatch(wish -> wish.call().equals(call.get()))) {
                return Optional.empty();
            }
            String join = wishes.words(i + 1 < count ? "join-value" : "join-last-value", situation);
            said =
                    said.then(again.isEmpty() ? join : join + again + " ")
                            .then(wishes.speaker(offer, next).say(hole));
            all.add(new Wish(offer, first.speech(), call.get(), next));
        }
        Speech whole = said.then(first.speech().part(at + 1, pieces.size()));
        return Optional.of(
                Draft.calls(RequestKind.PARALLEL, whole, all.stream().map(Wish::call).toList())
                        .accepting(Alternatives.of(all), List.of()));
    }

    private static Pattern.Hole hole(String key) {
        int dot = key.indexOf('.');
        return dot < 0
                ? new Pattern.Hole(key, 1, "")
                : new Pattern.Hole(
                        key.substring(0, dot), Integer.parseInt(key.substring(dot + 1)), "");
    }

    /// Whether a piece is the one value of its kind, and of an argument that is no list.
    private static boolean mayBeSeveral(List<Speech.Piece> pieces, int at, Family family) {
        String slot = pieces.get(at).slot();
        if (slot.isEmpty()) {
            return false;
        }
        String kind = hole(slot).slot();
        long alike =
                pieces.stream()
                        .filter(piece ->
                                !piece.slot().isEmpty() && hole(piece.slot()).slot().equals(kind))
                        .count();
        boolean depends =
                !DEPENDING.contains(kind)
                        && Templates.holes(family.arguments().values()).stream()
                                .anyMatch(hole -> DEPENDING.contains(hole.slot()));
        if (depends) {
            return false; // a line of one file is none of another
        }
        List<JsonNode> texts =
                family.arguments().values().stream().filter(JsonNode::isString).toList();
        return alike == 1
                && Templates.holes(texts).stream().anyMatch(hole -> hole.key().equals(slot));
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

    /// A wish for another tool, or for one that takes one thing at a time, so that no list of calls
    /// could be one call as well.
    private Optional<Wish> other(List<Wish> before, Situation situation) {
        return wishes.any(
                        situation,
                        offer ->
                                takesOne(offer)
                                        || before.stream()
                                                .noneMatch(wish ->
                                                        wish.offer().tool().equals(offer.tool())))
                .filter(wish -> before.stream().noneMatch(each -> each.call().equals(wish.call())));
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
