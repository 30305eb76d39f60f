package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Value.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// What is searched for, and what is left out. The arguments are globs that hold at any depth.
enum PatternSlots implements Slot {
    /// Files by their extension: `csv`, with forms `bare` and `dotted`.
    EXT,
    /// Files by a part of their names.
    PART,
    /// A file by its whole name.
    EXACT,
    /// Folders or kinds of files to leave out.
    EXCLUDE;

    @Override
    public Value draw(Situation situation, int index) {
        Draws draw = situation.draw();
        Surroundings around = situation.surroundings();
        return switch (this) {
            case EXT -> extension(draw, around);
            case PART -> part(draw, around);
            case EXACT -> exact(draw, around);
            case EXCLUDE -> exclude(draw, around);
        };
    }

    private static Value extension(Draws draw, Surroundings around) {
        String extension = FileNames.extension(draw);
        if (draw.chance(0.5) && !around.files().isEmpty()) {
            String known = Places.extension(draw.pick(around.files()).name());
            extension = known.isEmpty() ? extension : known;
        }
        List<Said> said = new ArrayList<>();
        Places.add(said, extension, "", 4);
        Places.add(said, "." + extension, "", 3);
        Places.add(said, extension.toUpperCase(Locale.ROOT), "", 2);
        Places.add(said, "*." + extension, "", 1);
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        forms.put("bare", List.of(new Said(extension)));
        forms.put(
                "upper",
                List.of(new Said(extension.toUpperCase(Locale.ROOT)), new Said(extension)));
        forms.put("dotted", List.of(new Said("." + extension)));
        forms.put("glob", List.of(new Said("*." + extension)));
        return new Value(StringNode.valueOf("**/*." + extension), said, forms);
    }

    private static Value part(Draws draw, Surroundings around) {
        String word = CommonWords.word(draw);
        if (draw.chance(0.5) && !around.files().isEmpty()) {
            String[] words = Places.stem(draw.pick(around.files()).name()).split("[ _.()&-]+", -1);
            String known = words[draw.below(words.length)];
            word = known.length() < 3 ? word : known;
        }
        List<Said> said = new ArrayList<>();
        Places.add(said, word, "", 3);
        Places.add(said, "'" + word + "'", "", 2);
        Places.add(said, "\"" + word + "\"", "", 2);
        return new Value(
                StringNode.valueOf("**/*" + word + "*"),
                said,
                Map.of("bare", List.of(new Said(word))));
    }

    private static Value exact(Draws draw, Surroundings around) {
        String name =
                draw.chance(0.6) && !around.files().isEmpty()
                        ? draw.pick(around.files()).name()
                        : FileNames.text(draw);
        List<Said> said = new ArrayList<>();
        Places.add(said, name, "", 5);
        Places.add(said, "'" + name + "'", "", 1);
        Places.add(said, "\"" + name + "\"", "", 1);
        Places.add(said, "`" + name + "`", "", 1);
        return new Value(
                StringNode.valueOf("**/" + name), said, Map.of("bare", List.of(new Said(name))));
    }

    private static Value exclude(Draws draw, Surroundings around) {
        if (draw.chance(0.3)) {
            String extension = FileNames.extension(draw);
            return new Value(
                    StringNode.valueOf("*." + extension),
                    List.of(
                            new Said(extension + " files"),
                            new Said("." + extension + " files"),
                            new Said("*." + extension),
                            new Said("the " + extension + " files"),
                            new Said("anything ending in ." + extension)),
                    Map.of());
        }
        List<String> folders = around.folders();
        String name =
                folders.isEmpty() || draw.chance(0.4)
                        ? FileNames.folder(draw)
                        : Places.label(draw.pick(folders));
        List<Said> said = new ArrayList<>();
        Places.add(said, name, "", 4);
        Places.add(said, name + "/", "", 1);
        Places.add(said, "the folder " + name, "", 1);
        Places.add(said, "the " + name + " folder", "", 2);
        Places.add(said, "'" + name + "'", "", 1);
        Places.add(said, "everything in " + name, "", 1);
        return new Value(StringNode.valueOf(name), said, Map.of("bare", List.of(new Said(name))));
    }

    @Override
    public Unsaid unsaid() {
        return switch (this) {
            case EXT, PART, EXACT ->
                    new Unsaid(
                            List.of(),
                            List.of(
                                    "What should I search for?",
                                    "Which name or extension should I look for?"),
                            List.of("search for", "what", "which", "name"));
            case EXCLUDE -> Unsaid.NONE;
        };
    }
}
