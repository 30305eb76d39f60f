package dev.baltoro.synth.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people say: families of wishes, talk that needs no tool, and phrases that both use.
///
/// @param families for tools
/// @param talks for no tool
/// @param phrases by name
/// @param askings wishes with something unsaid
/// @param unsaid what people say in place of a value, by its slot
/// @param givings kinds of what calls give back
record Phrasebook(
        List<Family> families,
        List<SmallTalk> talks,
        Map<String, Sayings> phrases,
        List<Asking> askings,
        Map<String, Family.Lack> unsaid,
        Map<String, Giving> givings) {
    /// The resources that are read, in this order.
    private static final List<String> RESOURCES =
            List.of(
                    "framing.yaml",
                    "context.yaml",
                    "talk.yaml",
                    "near.yaml",
                    "unsaid.yaml",
                    "files.yaml",
                    "memory.yaml",
                    "calc.yaml",
                    "files-chains.yaml",
                    "memory-chains.yaml",
                    "calc-chains.yaml",
                    "generic.yaml");

    Phrasebook {
        families = List.copyOf(families);
        talks = List.copyOf(talks);
        phrases = new LinkedHashMap<>(phrases);
        askings = List.copyOf(askings);
        unsaid = Map.copyOf(unsaid);
        givings = Map.copyOf(givings);
    }

    /// {@return what comes with the product}
    static Phrasebook standard() {
        return Holder.STANDARD;
    }

    /// {@return the patterns of a phrase, none if there is no such phrase}
    Optional<Sayings> phrase(String name) {
        return Optional.ofNullable(phrases.get(name));
    }

    /// {@return what people say in place of a value of the slot; empty if nothing general}
    Optional<Family.Lack> unsaid(String slot) {
        return Optional.ofNullable(unsaid.get(slot));
    }

    /// {@return the kinds that a family may go on with}
    List<Giving> carriedBy(Family family) {
        return family.carries().stream()
                .sorted()
                .map(kind -> Optional.ofNullable(givings.get(kind)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static final class Holder {
        static final Phrasebook STANDARD = PhrasebookReader.resources(RESOURCES);
    }
}
