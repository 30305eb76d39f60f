package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.SpokenLanguage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import tools.jackson.databind.JsonNode;

/// Writes wishes that lack a value, with the question that a good agent asks: with a phrase that
/// lacks it, with words such as `the usual folder` in its place, or broken off where it would come.
final class LackingWishes {
    private static final double AMBIGUOUS = 0.14;
    private static final double ASKING = 0.32;
    private static final double LACKING = 0.26;
    private static final double BROKEN_OFF = 0.1;

    /// How often a wish that names several values names none of them.
    private static final double ALL_OPEN = 0.25;

    /// What leads to a value at the end, and can stay away with it.
    private static final java.util.regex.Pattern LEADS =
            java.util.regex.Pattern.compile(
                    "(?s)(.*?)(,? (?:in|from|on|under|inside|to|with|into|as|by|called|named|against"
                            + "|onto)|[:=]| =>| ->| →) ?");

    private final Phrasebook book;
    private final Offers offers;
    private final Wishes wishes;
    private final Phrases split;
    private final Ambiguous ambiguous;

    LackingWishes(Phrasebook book, Offers offers, Wishes wishes, Phrases split) {
        this.book = book;
        this.offers = offers;
        this.wishes = wishes;
        this.split = split;
        this.ambiguous = new Ambiguous(offers, wishes, split);
    }

    /// {@return such a wish; empty if it did not come about with what was drawn}
    Optional<Draft> draft(Situation situation) {
        boolean english = situation.language() == SpokenLanguage.ENGLISH;
        double open = 1 - AMBIGUOUS - ASKING - LACKING - BROKEN_OFF;
        return english
                ? switch (situation.draw().weighted(AMBIGUOUS, ASKING, LACKING, BROKEN_OFF, open)) {
                    case 0 -> ambiguous.draft(situation);
                    case 1 -> asking(situation);
                    case 2 -> lacking(situation);
                    case 3 -> brokenOff(situation);
                    default -> open(situation);
                }
                : situation.draw().chance(0.5) ? asking(situation) : lacking(situation);
    }

    private Optional<Draft> asking(Situation situation) {
        List<Asking> fit =
                book.askings().stream()
                        .filter(each -> each.fits(offers.toolNames(), situation.surroundings()))
                        .filter(each -> each.lack().says().has(situation.language(), split))
                        .toList();
        if (fit.isEmpty()) {
            return Optional.empty();
        }
        double[] weights = fit.stream().mapToDouble(Asking::weight).toArray();
        Family.Lack lack = fit.get(situation.draw().weighted(weights)).lack();
        Saying sentence = lack.says().pick(situation.draw(), situation.language(), split);
        return Optional.of(said(lack, sentence, wishes.speaker(situation), situation));
    }

    private Optional<Draft> lacking(Situation situation) {
        return offers.pick(situation.draw(), offer -> !lacks(offer, situation).isEmpty())
                .map(offer -> {
                    Family.Lack lack = situation.draw().pick(lacks(offer, situation));
                    Saying sentence =
                            lack.says().pick(situation.draw(), situation.language(), split);
                    wishes.prepare(offer, situation, List.of(sentence));
                    return said(lack, sentence, wishes.speaker(offer, situation), situation)
                            .telling(facts(offer, situation));
                });
    }

    private List<Family.Lack> lacks(Offer offer, Situation situation) {
        return offer.family().lacks().stream()
                .filter(lack -> lack.says().has(situation.language(), split))
                .toList();
    }

    private Draft said(Family.Lack lack, Saying sentence, Speaker speaker, Situation situation) {
        Speech core = wishes.reordered(speaker.say(sentence.pattern()), situation);
        Saying ask = situation.draw().pick(lack.asks());
        String reply = speaker.plainly().say(ask.pattern()).capitalised().text();
        return Draft.text(RequestKind.ASK_BACK, core, reply, lack.about());
    }

    static Optional<Saying> facts(Offer offer, Situation situation) {
        List<Saying> own = offer.family().context();
        return !own.isEmpty() && situation.draw().chance(DraftWriter.FAMILY_FACTS)
                ? Optional.of(situation.draw().pick(own))
                : Optional.empty();
    }

    /// A wish with one of its values left open, at times all.
    private Optional<Draft> open(Situation situation) {
        Draws draw = situation.draw();
        Optional<Offer> chosen =
                offers.pick(draw, offer -> offer.family().says().has(situation.language(), split));
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Offer offer = chosen.get();
        Saying sentence = offer.family().says().pick(draw, situation.language(), split);
        List<Pattern.Hole> holes =
                open(offer, sentence).stream()
                        .filter(hole -> vague(offer, hole.slot(), situation).isPresent())
                        .toList();
        if (holes.isEmpty()) {
            return Optional.empty();
        }
        wishes.prepare(offer, situation, List.of(sentence));
        Pattern.Hole first = draw.pick(holes);
        boolean all = holes.size() > 1 && draw.chance(ALL_OPEN);
        Map<String, String> words = new HashMap<>();
        for (Pattern.Hole hole : all ? holes : List.of(first)) {
            words.put(hole.key(), vague(offer, hole.slot(), situation).orElseThrow());
        }
        Speech core = wishes.speaker(offer, situation).replacing(words).say(sentence.pattern());
        return Optional.of(asked(offer, first.slot(), core, situation));
    }

    /// {@return the values that a call needs and the sentence says once}
    private static List<Pattern.Hole> open(Offer offer, Saying sentence) {
        Set<String> needed = needed(offer.family());
        List<Pattern.Hole> open = new ArrayList<>();
        for (Pattern.Hole hole : sentence.pattern().holes()) {
            long same =
                    sentence.pattern().holes().stream()
                            .filter(other -> other.slot().equals(hole.slot()))
                            .count();
            if (hole.form().isEmpty() && same == 1 && needed.contains(hole.key())) {
                open.add(hole);
            }
        }
        return open;
    }

    /// {@return keys of the values that its calls have and the wish has to say}
    private static Set<String> needed(Family family) {
        Set<String> needed = new HashSet<>();
        Templates.holes(family.templates()).forEach(hole -> needed.add(hole.key()));
        needed.removeIf(Slots::implied);
        needed.removeAll(family.implied());
        return needed;
    }

    /// {@return words in place of a value; empty if nothing general can be put there}
    private Optional<String> vague(Offer offer, String slot, Situation situation) {
        Optional<Family.Lack> unsaid = book.unsaid(slot);
        if (unsaid.isPresent()) {
            Saying words = unsaid.get().says().pick(situation.draw(), situation.language(), split);
            return Optional.of(wishes.speaker(situation).say(words.pattern()).text());
        }
        List<String> says = offer.slots().apply(slot).unsaid().says();
        return says.isEmpty() ? Optional.empty() : Optional.of(situation.draw().pick(says));
    }

    private Draft asked(Offer offer, String slot, Speech core, Situation situation) {
        Optional<Family.Lack> lack = book.unsaid(slot);
        Slot.Unsaid own = offer.slots().apply(slot).unsaid();
        String question =
                lack.map(unsaid ->
                                wishes.speaker(situation)
                                        .plainly()
                                        .say(situation.draw().pick(unsaid.asks()).pattern())
                                        .capitalised()
                                        .text())
                        .orElseGet(() -> situation.draw().pick(own.asks()));
        return Draft.text(
                RequestKind.ASK_BACK,
                core,
                question,
                lack.map(Family.Lack::about).orElse(own.about()));
    }

    /// A wish without the value that would have come last: `rename notes.txt to`.
    private Optional<Draft> brokenOff(Situation situation) {
        Draws draw = situation.draw();
        return offers.pick(draw, this::mayBreakOff)
                .flatMap(offer -> {
                    Saying sentence = offer.family().says().pick(draw, situation.language(), split);
                    wishes.prepare(offer, situation, List.of(sentence));
                    Speech wish = wishes.speaker(offer, situation).say(sentence.pattern()).merged();
                    String key = wish.pieces().getLast().slot();
                    return asks(offer, key) && !otherWish(offer, key)
                            ? without(wish, draw)
                                    .map(core ->
                                            asked(
                                                    offer,
                                                    key.replaceFirst("\\..*", ""),
                                                    core,
                                                    situation))
                            : Optional.empty();
                });
    }

    private boolean mayBreakOff(Offer offer) {
        Family family = offer.family();
        return family.then().isEmpty()
                && family.says().has(SpokenLanguage.ENGLISH, split)
                && needed(family).size() > 1
                && family.arguments().values().stream().noneMatch(LackingWishes::several);
    }

    /// Whether there is a list of more than one in it, so that a value less still makes a call.
    private static boolean several(JsonNode template) {
        if (template.isArray() && template.size() > 1) {
            return true;
        }
        for (JsonNode child : template) {
            if (several(child)) {
                return true;
            }
        }
        return false;
    }

    private boolean asks(Offer offer, String key) {
        String slot = key.replaceFirst("\\..*", "");
        return needed(offer.family()).contains(key)
                && (book.unsaid(slot).isPresent()
                        || !offer.slots().apply(slot).unsaid().asks().isEmpty());
    }

    /// {@return whether what is left is the wish of another family of the tool}
    private boolean otherWish(Offer offer, String key) {
        Set<String> left = new HashSet<>(needed(offer.family()));
        left.remove(key);
        return offers.all().stream()
                .filter(other -> other.tool().name().equals(offer.tool().name()))
                .anyMatch(other -> left.containsAll(needed(other.family())));
    }

    /// {@return the wish up to the last value and what leads to it; empty if nothing does, or if no
    /// value would be left}
    static Optional<Speech> without(Speech wish, Draws draw) {
        int size = wish.pieces().size();
        if (size < 4 || !wish.pieces().getLast().kept() || wish.pieces().get(size - 2).kept()) {
            return Optional.empty();
        }
        Matcher leads = LEADS.matcher(wish.pieces().get(size - 2).text());
        if (!leads.matches()) {
            return Optional.empty();
        }
        boolean led = draw.chance(0.3);
        return Optional.of(
                wish.part(0, size - 2)
                        .then(led ? leads.group(1) + leads.group(2) : leads.group(1))
                        .then(led ? draw.pick("...", "…", " ...", "", " ?") : "")
                        .tidy());
    }
}
