package dev.baltoro.synth.request;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Need;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Says wishes for tools.
final class Wishes {
    /// Slots that others depend on, so that they are drawn first.
    private static final List<String> FIRST =
            List.of(
                    "anyfile",
                    "file",
                    "nested",
                    "media",
                    "folder",
                    "entity",
                    "observation",
                    "name",
                    "link",
                    "old");

    private static final double REPAIRED = 0.025;
    private static final double REORDERED = 0.3;

    private final Phrasebook book;
    private final Offers offers;
    private final Phrases split;

    Wishes(Phrasebook book, Offers offers, Phrases split) {
        this.book = book;
        this.offers = offers;
        this.split = split;
    }

    /// {@return a wish that takes one call}
    Optional<Wish> any(Situation situation, Predicate<Offer> fits) {
        return drawn(situation, offer -> offer.family().then().isEmpty() && fits.test(offer));
    }

    /// {@return a wish that takes several calls}
    Optional<Wish> ofSeveralCalls(Situation situation) {
        return drawn(situation, offer -> !offer.family().then().isEmpty());
    }

    private Optional<Wish> drawn(Situation situation, Predicate<Offer> fits) {
        SpokenLanguage language = situation.language();
        return offers.pick(
                        situation.draw(),
                        offer -> offer.family().says().has(language, split) && fits.test(offer))
                .flatMap(offer -> wish(offer, situation, Map.of()));
    }

    /// {@return a wish that goes on with what an earlier call gave back, or that takes several
    /// calls of which one does}
    Optional<Wish> chained(Situation situation) {
        return offers.pickChained(
                        situation.draw(),
                        offer -> offer.family().says().has(situation.language(), split))
                .flatMap(offer -> wish(offer, situation, Map.of()));
    }

    /// {@return a wish whose call gives what another wish goes on with}
    Optional<Wish> before(Wish next, Situation situation) {
        List<Giving> kinds = book.carriedBy(next.offer().family());
        return any(situation, offer -> kinds.stream().anyMatch(kind -> kind.isOf(offer.family())));
    }

    /// {@return a wish that goes on with something of which it is known what it is: the value of
    /// the slot [Family#GIVEN]}
    Optional<Wish> carrying(Situation situation) {
        Draws draw = situation.draw();
        Optional<Offer> offer =
                offers.pickChained(
                        draw,
                        each ->
                                each.family().says().has(situation.language(), split)
                                        && !slots(each.family()).isEmpty());
        return offer.flatMap(each -> {
            String slot = draw.pick(slots(each.family()));
            situation.put(Family.GIVEN, situation.value(slot, 1, Slots::named));
            return wish(each, situation, Map.of());
        });
    }

    private List<String> slots(Family family) {
        return book.carriedBy(family).stream()
                .flatMap(kind -> kind.slot().stream())
                .distinct()
                .toList();
    }

    /// {@return a family's wish; empty if its values do not fit the tool}
    ///
    /// @param replaced words in place of values, by their keys
    Optional<Wish> wish(Offer offer, Situation situation, Map<String, String> replaced) {
        Saying sentence = offer.family().says().pick(situation.draw(), situation.language(), split);
        if (needsOneRoot(offer, sentence) && situation.surroundings().roots().size() > 1) {
            return Optional.empty();
        }
        if (speaksOf(Templates.holes(offer.family().arguments().values()), "root")) {
            situation.need(Need.ROOTS);
        }
        prepare(offer, situation, List.of(sentence));
        Speech speech = speaker(offer, situation).replacing(replaced).say(sentence.pattern());
        Optional<WantedCall> call = offer.call(situation);
        return call.map(made -> new Wish(offer, varied(speech, situation, offer), made, situation));
    }

    /// In other clauses at times, and at times with a slip of the tongue.
    private Speech varied(Speech speech, Situation situation, Offer offer) {
        if (situation.language() != SpokenLanguage.ENGLISH) {
            return speech;
        }
        Draws draw = situation.draw();
        if (draw.chance(REPAIRED)) {
            return new Repairs(name -> words(name, situation))
                    .in(speech, situation, offer.slots())
                    .tidy();
        }
        return reordered(speech, situation);
    }

    /// {@return the wish in other clauses, at times}
    Speech reordered(Speech speech, Situation situation) {
        boolean may =
                situation.language() == SpokenLanguage.ENGLISH
                        && situation.draw().chance(REORDERED);
        return may
                ? new Syntax(name -> words(name, situation)).reordered(speech, situation.draw())
                : speech;
    }

    /// Whether the call has a root of which the sentence says nothing.
    private static boolean needsOneRoot(Offer offer, Saying sentence) {
        return speaksOf(Templates.holes(offer.family().arguments().values()), "root")
                && !always(sentence.pattern(), "root");
    }

    private static boolean always(Pattern pattern, String slot) {
        return switch (pattern) {
            case Pattern.Hole hole -> hole.slot().equals(slot);
            case Pattern.Row row -> row.of().stream().anyMatch(part -> always(part, slot));
            case Pattern.Choice choice -> choice.of().stream().allMatch(part -> always(part, slot));
            case Pattern.Words words -> false;
            case Pattern.Phrase phrase -> false;
        };
    }

    private static boolean speaksOf(Set<Pattern.Hole> holes, String slot) {
        return holes.stream().anyMatch(hole -> hole.slot().equals(slot));
    }

    /// {@return a wish about a thing that was spoken of}
    ///
    /// @param pronoun whether it is called `it` or the like
    Optional<Wish> about(Thing thing, Situation situation, Predicate<Offer> fits, boolean pronoun) {
        Draws draw = situation.draw();
        Optional<Offer> chosen =
                offers.pick(
                        draw,
                        offer ->
                                thing.fits(offer.family())
                                        && offer.family().says().has(situation.language(), split)
                                        && fits.test(offer));
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Family family = chosen.get().family();
        List<String> pronouns = chosen.get().slots().apply(family.object()).pronouns();
        boolean english = situation.language() == SpokenLanguage.ENGLISH;
        thing.become(
                family,
                situation,
                pronoun && english && !pronouns.isEmpty()
                        ? thing.byItsType(draw).orElseGet(() -> draw.pick(pronouns))
                        : thing.name());
        return wish(chosen.get(), situation, Map.of());
    }

    /// Draws the values that others depend on.
    void prepare(Offer offer, Situation situation, List<Saying> sentences) {
        Set<Pattern.Hole> holes = new LinkedHashSet<>();
        sentences.forEach(sentence -> holes.addAll(sentence.pattern().holes()));
        holes.addAll(Templates.holes(offer.family().templates()));
        situation.want(holes.stream().map(Pattern.Hole::slot).collect(Collectors.toSet()));
        holes.stream()
                .filter(hole -> FIRST.contains(hole.slot()))
                .sorted(
                        Comparator.comparingInt((Pattern.Hole hole) -> FIRST.indexOf(hole.slot()))
                                .thenComparingInt(Pattern.Hole::index))
                .forEach(hole -> situation.value(hole.slot(), hole.index(), offer.slots()));
    }

    Speaker speaker(Offer offer, Situation situation) {
        return new Speaker(situation, offer.slots(), name -> phrase(name, situation));
    }

    Speaker speaker(Situation situation) {
        return new Speaker(situation, Slots::named, name -> phrase(name, situation));
    }

    /// {@return one of a phrase's patterns}
    Pattern phrase(String name, Situation situation) {
        Draws draw = situation.draw();
        return book.phrase(name)
                .orElseThrow(() -> new IllegalStateException("no phrase " + name))
                .pick(draw, situation.language(), split)
                .pattern();
    }

    /// {@return words that join two wishes}
    String words(String phrase, Situation situation) {
        return new Speaker(situation, Slots::named, name -> phrase(name, situation))
                .raw(phrase(phrase, situation))
                .text();
    }
}
