package dev.baltoro.synth.request;

import dev.baltoro.text.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether the parts of a phrasebook fit together: slots and phrases that exist, and no argument of
/// which the wish says nothing.
final class PhrasebookCheck {
    private static final int PHRASE_DEPTH_MAX = 8;

    private final Phrasebook book;

    private PhrasebookCheck(Phrasebook book) {
        this.book = book;
    }

    /// @throws IllegalArgumentException with one line
    static void check(Phrasebook book) {
        PhrasebookCheck check = new PhrasebookCheck(book);
        book.phrases()
                .forEach((name, says) ->
                        says.all().forEach(each -> check.known("phrase " + name, each, Set.of())));
        book.families().forEach(check::family);
        for (SmallTalk talk : book.talks()) {
            Stream.concat(talk.says().all().stream(), talk.replies().stream())
                    .forEach(each -> check.known("talk " + talk.name(), each, Set.of()));
        }
        book.askings().forEach(each -> check.lack("asking " + each.name(), each.lack(), Set.of()));
        book.unsaid()
                .forEach((slot, lack) -> {
                    if (Slots.find(slot).isEmpty()) {
                        throw wrong(
                                "unsaid " + slot,
                                "there is no slot {%s}; %s"
                                        .formatted(slot, NearestName.hint(slot, Slots.names())));
                    }
                    check.lack("unsaid " + slot, lack, Set.of());
                });
    }

    private void family(Family family) {
        String place = "family " + family.name();
        Set<String> own = family.slots().keySet();
        for (String role : family.arguments().keySet()) {
            if (!family.parameters().containsKey(role)) {
                throw wrong(
                        place,
                        "arguments has `%s`, which parameters lacks; %s"
                                .formatted(
                                        role,
                                        NearestName.hint(role, family.parameters().keySet())));
            }
        }
        Set<String> needed =
                Templates.holes(family.templates()).stream()
                        .map(Pattern.Hole::key)
                        .collect(Collectors.toCollection(HashSet::new));
        needed.removeAll(family.implied());
        needed.removeIf(key -> Slots.implied(key));
        for (Saying sentence : family.says().all()) {
            known(place, sentence, own);
            Set<String> said = always(sentence.pattern(), 0);
            List<String> unsaid =
                    needed.stream().filter(key -> !said.contains(key)).sorted().toList();
            if (!unsaid.isEmpty()) {
                throw wrong(
                        place,
                        "`%s` does not always say {%s}, which the call has; say it, or list it in implied:"
                                .formatted(sentence.source(), String.join("}, {", unsaid)));
            }
        }
        book.carriedBy(family).stream()
                .flatMap(giving -> giving.slot().stream())
                .filter(slot -> Slots.find(slot).isEmpty())
                .findFirst()
                .ifPresent(slot -> {
                    throw wrong(
                            place,
                            "what it carries is as {%s}, a slot that there is not; %s"
                                    .formatted(slot, NearestName.hint(slot, Slots.names())));
                });
        for (String kind : family.carries()) {
            if (!book.givings().containsKey(kind)) {
                throw wrong(
                        place,
                        "nothing gives `%s`; %s"
                                .formatted(kind, NearestName.hint(kind, book.givings().keySet())));
            }
        }
        if (family.carries().isEmpty()
                && Templates.holes(family.arguments().values()).stream()
                        .anyMatch(hole -> hole.slot().equals(Family.GIVEN))) {
            throw wrong(
                    place,
                    "its first call has {given} and it carries nothing; list kinds in carries:");
        }
        family.context().forEach(each -> known(place, each, own));
        family.lacks().forEach(lack -> lack(place, lack, own));
    }

    private void lack(String place, Family.Lack lack, Set<String> own) {
        Stream.concat(lack.says().all().stream(), lack.asks().stream())
                .forEach(each -> {
                    known(place, each, own);
                    if (mentions(each.pattern(), lack.slot())) {
                        throw wrong(
                                place,
                                "`%s` lacks {%s} and says it"
                                        .formatted(each.source(), lack.slot()));
                    }
                });
        if (lack.asks().isEmpty()) {
            throw wrong(
                    place,
                    "has no asks" + (lack.slot().isEmpty() ? "" : " for {" + lack.slot() + "}"));
        }
    }

    private static boolean mentions(Pattern pattern, String key) {
        return pattern.holes().stream().anyMatch(hole -> hole.key().equals(key));
    }

    /// {@return the slots that every way of saying it names}
    static Set<String> always(Phrasebook book, Pattern pattern) {
        return new PhrasebookCheck(book).always(pattern, 0);
    }

    private Set<String> always(Pattern pattern, int depth) {
        return switch (pattern) {
            case Pattern.Words words -> Set.of();
            case Pattern.Hole hole -> Set.of(hole.key());
            case Pattern.Row row ->
                    row.of().stream()
                            .flatMap(part -> always(part, depth).stream())
                            .collect(Collectors.toSet());
            case Pattern.Choice choice -> common(choice.of(), part -> always(part, depth));
            case Pattern.Phrase phrase ->
                    book.phrase(phrase.name())
                            .filter(found -> depth < PHRASE_DEPTH_MAX)
                            .map(found ->
                                    common(found.all(), each -> always(each.pattern(), depth + 1)))
                            .orElse(Set.of());
        };
    }

    private static <T> Set<String> common(List<T> parts, Function<T, Set<String>> slots) {
        List<Set<String>> all = new ArrayList<>();
        parts.forEach(part -> all.add(slots.apply(part)));
        Set<String> common = new HashSet<>(all.getFirst());
        all.forEach(common::retainAll);
        return common;
    }

    private void known(String place, Saying sentence, Set<String> own) {
        for (Pattern.Hole hole : sentence.pattern().holes()) {
            if (!own.contains(hole.slot()) && Slots.find(hole.slot()).isEmpty()) {
                throw wrong(
                        place,
                        "there is no slot {%s}; %s"
                                .formatted(
                                        hole.slot(), NearestName.hint(hole.slot(), Slots.names())));
            }
        }
        for (String phrase : sentence.pattern().phrases()) {
            if (book.phrase(phrase).isEmpty()) {
                throw wrong(
                        place,
                        "there is no phrase {@%s}; %s"
                                .formatted(
                                        phrase, NearestName.hint(phrase, book.phrases().keySet())));
            }
        }
    }

    private static IllegalArgumentException wrong(String place, String why) {
        return new IllegalArgumentException(place + ": " + why);
    }
}
