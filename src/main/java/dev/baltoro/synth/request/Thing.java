package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.FileNames;
import dev.baltoro.synth.value.Places;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// What a wish was about, handed on to the next wish.
///
/// @param kind files, folders and entities are not mixed up
/// @param value with all its forms
/// @param name what it is called in short
record Thing(Kind kind, Value value, String name) {
    enum Kind {
        TEXT_FILE,
        MEDIA_FILE,
        FOLDER,
        ENTITY
    }

    private static final double BY_TYPE = 0.35;

    private static final Set<String> FILES = Set.of("file", "anyfile", "newfile", "media");
    private static final Set<String> FOLDERS = Set.of("folder", "newfolder");
    private static final Set<String> ENTITIES = Set.of("entity", "name");

    /// Forms that are said; others, such as a type, stay.
    private static final Set<String> SAID = Set.of("name", "path", "inside", "called", "short");

    /// {@return what is there after a wish was fulfilled; empty if it is gone or was about nothing}
    static Optional<Thing> after(Wish wish) {
        Family family = wish.offer().family();
        String object = family.object();
        if (family.gone() || object.isEmpty()) {
            return Optional.empty();
        }
        Situation situation = wish.situation();
        String template = family.makes().isEmpty() ? "{" + object + "}" : family.makes();
        JsonNode json =
                Templates.fill(StringNode.valueOf(template), situation, wish.offer().slots());
        String text = json.asString("");
        String name = text.substring(text.lastIndexOf('/') + 1);
        if (FILES.contains(object)) {
            Kind kind = FileNames.isMedia(text) ? Kind.MEDIA_FILE : Kind.TEXT_FILE;
            return Optional.of(new Thing(kind, Places.file(situation.surroundings(), text), name));
        }
        if (FOLDERS.contains(object)) {
            return Optional.of(
                    new Thing(Kind.FOLDER, Places.folder(situation.surroundings(), text), name));
        }
        return ENTITIES.contains(object)
                ? situation.value(object).map(value -> new Thing(Kind.ENTITY, value, text))
                : Optional.empty();
    }

    /// {@return whether a family can be about this}
    boolean fits(Family family) {
        boolean kindred =
                switch (kind) {
                    case TEXT_FILE -> Set.of("file", "anyfile").contains(family.object());
                    case MEDIA_FILE -> Set.of("media", "anyfile").contains(family.object());
                    case FOLDER -> family.object().equals("folder");
                    case ENTITY -> family.object().equals("entity");
                };
        return kindred
                && Templates.holes(family.arguments().values()).stream()
                        .filter(hole -> hole.key().equals(family.object()))
                        .allMatch(hole -> hole.form().isEmpty());
    }

    /// {@return at times, the kind of thing that it is: `the room`}
    Optional<String> byItsType(Draws draw) {
        return Optional.ofNullable(value.forms().get("type"))
                .filter(_ -> draw.chance(BY_TYPE))
                .map(type -> type.getFirst().text().replace('_', ' ').toLowerCase(Locale.ROOT))
                .map(type -> draw.pick("the ", "the ", "that ", "this ") + type);
    }

    /// Makes this what a family's wish is about.
    ///
    /// @param called how it is said
    void become(Family family, Situation situation, String called) {
        List<Value.Said> said = List.of(new Value.Said(called));
        Map<String, List<Value.Said>> forms = new LinkedHashMap<>();
        value.forms().forEach((form, ways) -> forms.put(form, SAID.contains(form) ? said : ways));
        if (kind == Kind.ENTITY) {
            forms.putIfAbsent("short", said); // a new name has none of its own
        }
        situation.put(family.object(), new Value(value.json(), said, forms));
    }
}
