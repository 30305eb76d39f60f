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
record Phrasebook(List<Family> families, List<SmallTalk> talks, Map<String, Sayings> phrases) {
    /// The resources that are read, in this order.
    private static final List<String> RESOURCES =
            List.of(
                    "framing.yaml",
                    "context.yaml",
                    "talk.yaml",
                    "files.yaml",
                    "memory.yaml",
                    "calc.yaml",
                    "generic.yaml");

    Phrasebook {
        families = List.copyOf(families);
        talks = List.copyOf(talks);
        phrases = new LinkedHashMap<>(phrases);
    }

    /// {@return what comes with the product}
    static Phrasebook standard() {
        return Holder.STANDARD;
    }

    /// {@return the patterns of a phrase, none if there is no such phrase}
    Optional<Sayings> phrase(String name) {
        return Optional.ofNullable(phrases.get(name));
    }

    private static final class Holder {
        static final Phrasebook STANDARD = PhrasebookReader.resources(RESOURCES);
    }
}
