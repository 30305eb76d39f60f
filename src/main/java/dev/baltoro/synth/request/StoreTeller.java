package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Need;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Surroundings.Entity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells what a store knows: the entities that a request relies on, and some others.
///
/// @param opening says how a list begins, such as `Stored:`
record StoreTeller(Function<Situation, String> opening) {
    private static final double STRANGERS_SHARE = 0.7;
    private static final double LINKS_SHARE = 0.3;
    private static final int LISTED_MAX = 12;

    List<String> tell(Situation situation) {
        Draws draw = situation.draw();
        Set<String> names = needed(situation, Need.ENTITY);
        Set<String> types = needed(situation, Need.TYPE);
        Set<String> facts = needed(situation, Need.FACTS);
        List<String> links = new ArrayList<>();
        for (String link : needed(situation, Need.LINK)) {
            links.add(link.replace('\n', ' ') + ".");
        }
        if (situation.silent()
                && names.isEmpty()
                && types.isEmpty()
                && facts.isEmpty()
                && links.isEmpty()) {
            return List.of();
        }
        Set<String> told = new LinkedHashSet<>(names);
        told.addAll(types);
        told.addAll(facts);
        for (Entity entity : situation.surroundings().entities()) {
            if (told.size() < LISTED_MAX && draw.chance(STRANGERS_SHARE * draw.share())) {
                told.add(entity.name());
            }
        }
        List<String> parts = new ArrayList<>(entities(situation, told, types, facts));
        situation.surroundings().links().stream()
                .filter(link -> told.contains(link.from()) && told.contains(link.to()))
                .filter(link -> draw.chance(LINKS_SHARE))
                .map(link -> link.from() + " " + link.type() + " " + link.to() + ".")
                .filter(text -> !links.contains(text))
                .forEach(links::add);
        parts.addAll(links);
        return parts;
    }

    private List<String> entities(
            Situation situation, Set<String> told, Set<String> types, Set<String> facts) {
        Draws draw = situation.draw();
        int detail = draw.weighted(4, 4, 3);
        List<String> listed = new ArrayList<>();
        for (String name : shuffled(draw, told)) {
            situation
                    .surroundings()
                    .entity(name)
                    .ifPresent(entity ->
                            listed.add(
                                    listed(
                                            draw,
                                            entity,
                                            detail >= 1 || types.contains(name),
                                            detail == 2 || facts.contains(name))));
        }
        if (listed.isEmpty()) {
            return List.of();
        }
        if (listed.stream().anyMatch(text -> text.contains(": "))) {
            String begin = draw.chance(0.4) ? opening.apply(situation) + " " : "";
            return List.of(begin + String.join(draw.pick(". ", ". ", "; ", "\n"), listed) + ".");
        }
        if (listed.size() == 1 && draw.chance(0.5)) {
            return List.of(
                    listed.getFirst()
                            + draw.pick(
                                    " is stored.",
                                    " is in the graph.",
                                    " is known.",
                                    " exists already."));
        }
        return List.of(
                opening.apply(situation)
                        + " "
                        + String.join(draw.pick(", ", ", ", "; "), listed)
                        + ".");
    }

    private static String listed(Draws draw, Entity entity, boolean type, boolean facts) {
        String text = type ? entity.name() + " (" + entity.type() + ")" : entity.name();
        if (!facts || entity.facts().isEmpty()) {
            return text;
        }
        return text
                + ": "
                + entity.facts().stream()
                        .map(fact -> "'" + fact + "'")
                        .collect(Collectors.joining(draw.pick(", ", ", ", "; ")));
    }

    private static Set<String> needed(Situation situation, String kind) {
        return situation.needs().stream()
                .filter(need -> need.startsWith(kind))
                .map(need -> need.substring(kind.length()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> shuffled(Draws draw, Set<String> names) {
        List<String> list = new ArrayList<>(new TreeSet<>(names));
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, draw.below(i + 1));
        }
        return list;
    }
}
