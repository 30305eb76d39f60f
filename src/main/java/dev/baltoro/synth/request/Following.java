package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Value;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/// Requests that go on from an earlier call: the same for something else, something else for the
/// same.
final class Following {
    private static final double FOR_REAL = 0.06;

    /// Of what goes on with something, that which goes on with a result.
    private static final double CARRIED = 0.45;

    private static final double SAME_WISH = 0.45;

    private final Wishes wishes;

    Following(Wishes wishes) {
        this.wishes = wishes;
    }

    /// {@return an earlier request, its call, a result and an answer}
    Optional<List<Message>> earlier(Situation situation) {
        return wishes.any(situation.beside(), offer -> true).map(wish -> turns(wish, situation));
    }

    private List<Message> turns(Wish wish, Situation situation) {
        return turns(wish, Results.of(wish, situation.draw()), situation);
    }

    private List<Message> turns(Wish wish, Results.Given given, Situation situation) {
        Draws draw = situation.draw();
        String result = given.result();
        ToolCall call = ToolCall.of(wish.call().name(), 0, wish.call().arguments().toString());
        Speech said = draw.chance(0.6) ? wish.speech().capitalised() : wish.speech();
        return List.of(
                new Message.User(said.text()),
                new Message.Assistant("", List.of(call)),
                new Message.ToolResult(call.id(), result),
                new Message.Assistant(given.answer()));
    }

    /// {@return what follows an earlier call: the same for another thing, something else for the
    /// same, or for real what was only shown}
    Optional<Draft> single(Situation situation) {
        if (situation.language() == SpokenLanguage.ENGLISH && situation.draw().chance(FOR_REAL)) {
            Optional<Draft> draft = forReal(situation);
            if (draft.isPresent()) {
                return draft;
            }
        }
        if (situation.draw().chance(CARRIED)) {
            Optional<Draft> draft = carried(situation);
            if (draft.isPresent()) {
                return draft;
            }
        }
        return another(situation);
    }

    /// `throw it away`, behind what a search has found.
    private Optional<Draft> carried(Situation situation) {
        Situation next = situation.beside();
        return wishes.carrying(next)
                .flatMap(wish ->
                        wishes.before(wish, situation.beside())
                                .map(first -> {
                                    Value value = next.value(Family.GIVEN).orElseThrow();
                                    Results.Given given =
                                            Results.of(first, value, situation.draw());
                                    return draft(wish, wish.speech().capitalised())
                                            .after(turns(first, given, situation));
                                }));
    }

    /// `go ahead` behind a preview.
    private Optional<Draft> forReal(Situation situation) {
        return wishes.any(situation.beside(), offer -> preview(offer).isPresent())
                .map(wish -> {
                    ObjectNode arguments = wish.call().arguments().deepCopy();
                    preview(wish.offer()).ifPresent(arguments::remove);
                    return Draft.calls(
                                    RequestKind.SINGLE,
                                    Speech.words(wishes.words("go-ahead", situation)),
                                    List.of(new WantedCall(wish.call().name(), arguments)))
                            .after(turns(wish, situation));
                });
    }

    /// {@return the parameter by which a family only shows what would happen}
    private static Optional<String> preview(Offer offer) {
        return offer.family().constants().entrySet().stream()
                .filter(constant -> constant.getValue().equals(BooleanNode.TRUE))
                .map(constant -> offer.names().getOrDefault(constant.getKey(), constant.getKey()))
                .filter(name -> name.matches("(?i)dry_?run|preview"))
                .findFirst();
    }

    private Optional<Draft> another(Situation situation) {
        Situation first = situation.beside();
        boolean same = situation.draw().chance(SAME_WISH);
        Optional<Wish> before =
                wishes.any(
                        first, offer -> same ? varies(offer) : !offer.family().object().isEmpty());
        if (before.isEmpty()) {
            return Optional.empty();
        }
        List<Message> turns = turns(before.get(), situation);
        return same
                ? again(before.get(), situation).map(draft -> draft.after(turns))
                : Thing.after(before.get())
                        .flatMap(thing ->
                                wishes.about(
                                        thing,
                                        situation.beside(),
                                        offer ->
                                                !offer.family()
                                                        .name()
                                                        .equals(
                                                                before.get()
                                                                        .offer()
                                                                        .family()
                                                                        .name()),
                                        true))
                        .map(wish -> draft(wish, wish.speech()).after(turns));
    }

    /// Whether what a wish is about can be exchanged while all else stays.
    static boolean varies(Offer offer) {
        Family family = offer.family();
        Set<String> slots =
                Templates.holes(family.arguments().values()).stream()
                        .map(Pattern.Hole::key)
                        .collect(Collectors.toSet());
        slots.remove("count");
        return !family.object().isEmpty()
                && !Set.of("newfile", "newfolder", "name").contains(family.object())
                && slots.equals(Set.of(family.object()));
    }

    private Optional<Draft> again(Wish before, Situation situation) {
        Offer offer = before.offer();
        String object = offer.family().object();
        Situation next = situation.beside();
        before.situation().value("count").ifPresent(count -> next.put("count", count));
        Value old = before.situation().value(object).orElseThrow();
        Value value = next.value(object, 1, offer.slots());
        if (value.json().equals(old.json())) {
            return Optional.empty();
        }
        Optional<Wish> wish = wishes.wish(offer, next, Map.of());
        Speech speech =
                wishes.speaker(offer, next)
                        .raw(wishes.phrase("again", situation))
                        .then(wishes.speaker(offer, next).say(new Pattern.Hole(object, 1, "")));
        return wish.map(made -> draft(made, speech.tidy()).unframed());
    }

    private static Draft draft(Wish wish, Speech speech) {
        return Draft.calls(RequestKind.SINGLE, speech, List.of(wish.call()))
                .accepting(
                        wish.offer().accept(wish.call(), wish.situation()),
                        wish.offer().free(wish.situation(), 0));
    }
}
