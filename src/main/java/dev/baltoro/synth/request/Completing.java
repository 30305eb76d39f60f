package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Wishes that lack a value, and then the value: in a sentence behind, or as the answer to a
/// question. They stand beside the wishes where it stays away, so that the value makes the
/// difference and not the wording.
final class Completing {
    private static final double ANSWERED = 0.5;

    private final Phrasebook book;
    private final Offers offers;
    private final Wishes wishes;
    private final Phrases split;

    /// What may be left out, by family; found once, as templates are read for it.
    private final Map<String, List<Family.Lack>> lacks;

    Completing(Phrasebook book, Offers offers, Wishes wishes, Phrases split) {
        this.book = book;
        this.offers = offers;
        this.wishes = wishes;
        this.split = split;
        this.lacks =
                offers.all().stream()
                        .map(Offer::family)
                        .collect(Collectors.toMap(Family::name, this::found, (one, same) -> one));
    }

    /// {@return a wish in two parts that one call fulfils}
    Optional<Draft> single(Situation situation) {
        if (situation.language() != SpokenLanguage.ENGLISH) {
            return Optional.empty();
        }
        return offers.pick(situation.draw(), offer -> !fit(offer.family()).isEmpty())
                .flatMap(offer ->
                        said(offer, situation.draw().pick(fit(offer.family())), situation));
    }

    private List<Family.Lack> fit(Family family) {
        return lacks.getOrDefault(family.name(), List.of());
    }

    /// Lacks of values that can be said by themselves, in families that take one call.
    private List<Family.Lack> found(Family family) {
        if (!family.then().isEmpty()) {
            return List.of();
        }
        Set<String> bare = bare(family);
        return family.lacks().stream()
                .filter(lack -> lack.says().has(SpokenLanguage.ENGLISH, split))
                .filter(lack -> bare.contains(lack.slot()))
                .toList();
    }

    private static Set<String> bare(Family family) {
        return Templates.holes(family.templates()).stream()
                .filter(hole -> hole.form().isEmpty())
                .map(Pattern.Hole::key)
                .collect(Collectors.toSet());
    }

    private Optional<Draft> said(Offer offer, Family.Lack lack, Situation situation) {
        Draws draw = situation.draw();
        Saying sentence = lack.says().pick(draw, situation.language(), split);
        Set<String> needed = new HashSet<>();
        Templates.holes(offer.family().templates()).forEach(hole -> needed.add(hole.key()));
        needed.removeIf(Slots::implied);
        needed.removeAll(PhrasebookCheck.always(book, sentence.pattern()));
        if (!needed.equals(Set.of(lack.slot()))) {
            return Optional.empty();
        }
        Pattern missing = PatternReader.parse("{" + lack.slot() + "}");
        wishes.prepare(offer, situation, List.of(sentence, new Saying("", missing)));
        Speaker speaker = wishes.speaker(offer, situation);
        Speech first = speaker.say(sentence.pattern());
        Speech value = speaker.say(missing);
        Optional<WantedCall> call = offer.call(situation);
        boolean answered = draw.chance(ANSWERED);
        Speech text =
                answered
                        ? around("answer", value, situation).tidy()
                        : completed(first, value, situation);
        return call.map(made -> {
            Draft draft =
                    Draft.calls(RequestKind.SINGLE, text, List.of(made))
                            .accepting(offer.accept(made, situation), offer.free(situation, 0));
            return answered
                    ? draft.after(asked(first, draw.pick(lack.asks()), speaker)).unframed()
                    : draft;
        });
    }

    private Speech completed(Speech first, Speech value, Situation situation) {
        String text = first.text();
        Speech open =
                text.endsWith("...") || text.endsWith("…") || !text.matches("(?s).*[.?!]$")
                        ? first
                        : first.edit(words -> words.replaceFirst("[.]$", ""));
        boolean asks = open.text().endsWith("?");
        return open.then(around(asks ? "supplied-sentence" : "supplied", value, situation)).tidy();
    }

    private Speech around(String phrase, Speech value, Situation situation) {
        String frame = wishes.words(phrase, situation);
        int at = frame.indexOf('…');
        return Speech.words(frame.substring(0, at)).then(value).then(frame.substring(at + 1));
    }

    private static List<Message> asked(Speech wish, Saying question, Speaker speaker) {
        List<Message> turns = new ArrayList<>();
        turns.add(new Message.User(wish.text()));
        turns.add(
                new Message.Assistant(
                        speaker.plainly().say(question.pattern()).capitalised().text()));
        return turns;
    }
}
