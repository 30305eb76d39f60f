package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.FileNames;
import dev.baltoro.synth.value.Need;
import dev.baltoro.synth.value.Places;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.synth.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.StringNode;

/// Wishes that name something by what two known things share: `the device` where there are two of
/// them, `Anna` where there are two. A good agent asks which one. Where there is one only, the same
/// words are clear.
final class Ambiguous {
    /// What only one of the two things would have, so that the wish would be clear by it.
    private static final Set<String> TELLING =
            Set.of(
                    "observation",
                    "change",
                    "peer",
                    "link",
                    "bond",
                    "old",
                    "new",
                    "setting",
                    "price",
                    "todo",
                    "lastline",
                    "nested");

    private final Offers offers;
    private final Wishes wishes;
    private final Phrases split;

    /// Names of the families that tell nothing of the one thing; found once.
    private final Set<String> fit;

    /// @param label what both may be called
    /// @param kind as in `which file`
    private record Pair(String label, String kind, String one, String other) {}

    Ambiguous(Offers offers, Wishes wishes, Phrases split) {
        this.offers = offers;
        this.wishes = wishes;
        this.split = split;
        this.fit =
                offers.all().stream()
                        .map(Offer::family)
                        .filter(family -> fits(family, split))
                        .map(Family::name)
                        .collect(Collectors.toSet());
    }

    /// {@return such a wish; empty if no two things share a name}
    Optional<Draft> draft(Situation situation) {
        return offers.pick(situation.draw(), offer -> fit.contains(offer.family().name()))
                .flatMap(offer ->
                        pair(offer, situation).flatMap(two -> said(offer, two, situation)));
    }

    private static boolean fits(Family family, Phrases split) {
        return Set.of("entity", "file", "anyfile").contains(family.object())
                && family.says().has(SpokenLanguage.ENGLISH, split)
                && Templates.holes(family.templates()).stream()
                        .noneMatch(hole -> TELLING.contains(hole.slot()));
    }

    private static Optional<Pair> pair(Offer offer, Situation situation) {
        Surroundings around = situation.surroundings();
        if (offer.family().object().equals("entity")) {
            Map<String, List<String>> alike =
                    around.entities().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            entity -> label(entity.name(), entity.type()),
                                            TreeMap::new,
                                            Collectors.mapping(
                                                    entity -> entity.name(), Collectors.toList())));
            return drawn(
                    alike,
                    label -> label.startsWith("the ") ? label.substring(4) : "one",
                    situation);
        }
        Map<String, List<String>> alike =
                around.files().stream()
                        .filter(file ->
                                offer.family().object().equals("anyfile")
                                        || !FileNames.isMedia(file.name()))
                        .filter(file -> file.name().lastIndexOf('.') > 0)
                        .collect(
                                Collectors.groupingBy(
                                        file ->
                                                "the "
                                                        + file.name()
                                                                .substring(
                                                                        file.name().lastIndexOf('.')
                                                                                + 1)
                                                        + " file",
                                        TreeMap::new,
                                        Collectors.mapping(
                                                file -> file.path(), Collectors.toList())));
        return drawn(alike, label -> "file", situation);
    }

    private static String label(String name, String type) {
        boolean person = type.equalsIgnoreCase("person");
        return person
                ? name.split(" ", 2)[0]
                : "the " + type.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static Optional<Pair> drawn(
            Map<String, List<String>> alike, Function<String, String> kind, Situation situation) {
        List<String> shared =
                alike.keySet().stream()
                        .filter(label -> alike.getOrDefault(label, List.of()).size() > 1)
                        .toList();
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        String label = situation.draw().pick(shared);
        List<String> names = alike.getOrDefault(label, List.of());
        return Optional.of(new Pair(label, kind.apply(label), names.getFirst(), names.get(1)));
    }

    private Optional<Draft> said(Offer offer, Pair two, Situation situation) {
        Family family = offer.family();
        Saying sentence = family.says().pick(situation.draw(), situation.language(), split);
        boolean plain =
                sentence.pattern().holes().stream()
                        .allMatch(hole ->
                                hole.form().isEmpty() || !hole.slot().equals(family.object()));
        if (!plain || situation.silent()) {
            return Optional.empty();
        }
        boolean entity = family.object().equals("entity");
        String need = entity ? Need.TYPE : Need.NAMED;
        situation.need(need + two.one);
        situation.need(need + two.other);
        Value real =
                entity
                        ? new Value(StringNode.valueOf(two.one), List.of(), Map.of())
                                .form("name", two.label)
                                .form("short", two.label)
                                .form("type", two.kind)
                        : Places.file(situation.surroundings(), two.one);
        situation.put(
                family.object(),
                new Value(real.json(), List.of(new Value.Said(two.label)), real.forms()));
        wishes.prepare(offer, situation, List.of(sentence));
        Speech core =
                wishes.reordered(
                        wishes.speaker(offer, situation).say(sentence.pattern()), situation);
        String one = two.one.substring(two.one.lastIndexOf('/') + 1);
        String other = two.other.substring(two.other.lastIndexOf('/') + 1);
        String question =
                situation
                        .draw()
                        .pick(
                                "Which %s do you mean: %s or %s?",
                                "Which %s: %s or %s?",
                                "There are two. Which %s do you mean, %s or %s?")
                        .formatted(two.kind, one, other);
        return Optional.of(
                Draft.text(RequestKind.ASK_BACK, core, question, List.of("which", one, other)));
    }
}
