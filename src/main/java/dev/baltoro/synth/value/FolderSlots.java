package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Value.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Folders, and places that do not exist yet.
enum FolderSlots implements Slot {
    /// A folder below the roots.
    FOLDER,
    /// A folder that tools may touch.
    ROOT,
    /// All of them, one after the other.
    ROOTS,
    /// A path at which no file is yet.
    NEWFILE,
    /// A path at which no folder is yet.
    NEWFOLDER,
    /// Another name for `file` in its folder.
    RENAMED,
    /// Another name for `folder` beside it.
    RENAMEDFOLDER;

    @Override
    public Value draw(Situation situation, int index) {
        Draws draw = situation.draw();
        Surroundings around = situation.surroundings();
        return switch (this) {
            case FOLDER -> Places.folder(around, folder(situation, draw, around));
            case ROOT -> {
                List<String> roots = around.roots();
                yield Places.root(
                        around, index > roots.size() ? roots.getFirst() : roots.get(index - 1));
            }
            case ROOTS -> roots(draw, around);
            case NEWFILE ->
                    without(
                            Places.newFile(around, free(draw, around, FileNames.text(draw))),
                            Places.IN);
            case NEWFOLDER -> newFolder(draw, around);
            case RENAMED -> renamed(draw, around, path(situation, "file", "anyfile", "media"));
            case RENAMEDFOLDER -> {
                String old = path(situation, "folder");
                yield named(
                        around,
                        old.substring(0, old.lastIndexOf('/') + 1) + FileNames.folder(draw));
            }
        };
    }

    private static String path(Situation situation, String... slots) {
        for (String slot : slots) {
            if (situation.value(slot).isPresent()) {
                return situation.value(slot).get().json().asString();
            }
        }
        throw new IllegalStateException("a new name needs a file: {" + slots[0] + "}");
    }

    /// {@return a folder that the file of which is spoken is not in already}
    private static String folder(Situation situation, Draws draw, Surroundings around) {
        String file = situation.value("anyfile").map(Value::plain).orElse("/");
        String parent = file.substring(0, file.lastIndexOf('/'));
        List<String> folders =
                around.folders().stream().filter(each -> !each.equals(parent)).toList();
        return folders.isEmpty()
                ? around.roots().getFirst() + "/" + FileNames.folder(draw)
                : draw.pick(folders);
    }

    private static String free(Draws draw, Surroundings around, String name) {
        String root = draw.pick(around.roots());
        List<String> folders = around.folders();
        String parent =
                folders.isEmpty() || draw.chance(0.6)
                        ? root
                        : draw.chance(0.85)
                                ? draw.pick(folders)
                                : root + "/" + FileNames.folder(draw);
        return parent + "/" + name;
    }

    private static Value roots(Draws draw, Surroundings around) {
        String joined = String.join(draw.pick(", ", " and ", "; ", ", ", " + "), around.roots());
        return new Value(
                StringNode.valueOf(joined),
                List.of(new Said(joined)),
                Map.of("lines", List.of(new Said("- " + String.join("\n- ", around.roots())))));
    }

    /// Forms beyond those of folders: `called` says its name alone, for where the parent is said.
    private static Value newFolder(Draws draw, Surroundings around) {
        String path = free(draw, around, FileNames.folder(draw));
        Value value = Places.folder(around, path);
        String root = around.root(path);
        String inside = Places.inside(root, path);
        int slash = inside.lastIndexOf('/');
        if (slash > 0 && around.roots().size() == 1) {
            String name = inside.substring(slash + 1);
            String parent = inside.substring(0, slash);
            value =
                    without(value, Places.IN)
                            .also(name + " under " + parent, Places.ROOTS)
                            .also(name + " inside " + parent, Places.ROOTS)
                            .also(name + " below " + parent, Places.ROOTS)
                            .also(name + " in " + parent, Places.ROOTS)
                            .also("'" + name + "' in " + parent, Places.ROOTS);
        }
        return without(value, Places.IN);
    }

    private static Value renamed(Draws draw, Surroundings around, String old) {
        String parent = old.substring(0, old.lastIndexOf('/') + 1);
        String extension = Places.extension(old.substring(parent.length()));
        String name =
                extension.isEmpty() || draw.chance(0.15)
                        ? FileNames.text(draw)
                        : FileNames.stem(draw) + "." + extension;
        return named(around, parent + name);
    }

    /// {@return a path of which the name alone is said}
    private static Value named(Surroundings around, String path) {
        Value value = Places.file(around, path);
        return new Value(
                value.json(), value.forms().getOrDefault("called", value.said()), value.forms());
    }

    /// {@return the value without the ways that need the system message to say where it lies, since
    /// what is new lies nowhere}
    private static Value without(Value value, String need) {
        List<Said> said = new ArrayList<>();
        value.said().stream().filter(way -> !way.needs().startsWith(need)).forEach(said::add);
        return new Value(value.json(), said, new LinkedHashMap<>(value.forms()));
    }

    @Override
    public Unsaid unsaid() {
        return switch (this) {
            case FOLDER ->
                    new Unsaid(
                            List.of(
                                    "that folder",
                                    "the folder",
                                    "the other folder",
                                    "it",
                                    "the usual folder",
                                    "the right folder",
                                    "one of the folders",
                                    "folder X",
                                    "the directory I mentioned"),
                            List.of(
                                    "Which folder do you mean?",
                                    "Which folder?",
                                    "What is the folder called?",
                                    "Could you tell me which folder?"),
                            List.of("which folder", "which", "folder", "directory"));
            case NEWFILE ->
                    new Unsaid(
                            List.of(),
                            List.of(
                                    "What should the file be called?",
                                    "Which name should the new file have?"),
                            List.of("called", "name", "where", "which file"));
            case NEWFOLDER ->
                    new Unsaid(
                            List.of(
                                    "a folder",
                                    "a new folder",
                                    "another folder",
                                    "one more directory"),
                            List.of(
                                    "What should the folder be called?",
                                    "Which name should it have?"),
                            List.of("called", "name", "which folder"));
            case ROOT, ROOTS, RENAMED, RENAMEDFOLDER -> Unsaid.NONE;
        };
    }

    @Override
    public List<String> pronouns() {
        return switch (this) {
            case FOLDER, NEWFOLDER ->
                    List.of("it", "that folder", "that one", "the same folder", "there");
            case NEWFILE -> FileSlot.TEXT.pronouns();
            case ROOT, ROOTS, RENAMED, RENAMEDFOLDER -> List.of();
        };
    }
}
