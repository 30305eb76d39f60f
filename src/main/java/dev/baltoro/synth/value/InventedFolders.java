package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Surroundings.KnownFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Folders that might lie on somebody's disk.
final class InventedFolders {
    private static final double SECOND_ROOT = 0.14;

    private InventedFolders() {}

    static Surroundings invent(Draws draw) {
        List<String> roots = new ArrayList<>();
        roots.add(FileNames.root(draw));
        if (draw.chance(SECOND_ROOT)) {
            roots.add(FileNames.root(draw));
        }
        Map<String, KnownFile> files = new LinkedHashMap<>();
        for (String root : roots) {
            List<String> folders = new ArrayList<>(List.of(root));
            int subfolders = draw.between(1, 4);
            for (int i = 0; i < subfolders; i++) {
                String parent = draw.chance(0.75) ? root : draw.pick(folders);
                folders.add(parent + "/" + FileNames.folder(draw));
            }
            for (String folder : folders) {
                int count = folder.equals(root) ? draw.between(4, 7) : draw.between(1, 4);
                for (int i = 0; i < count; i++) {
                    file(draw, folder, files);
                }
            }
            kept(root, draw, files);
        }
        return new Surroundings(roots, List.copyOf(files.values()), List.of(), List.of());
    }

    /// Each root has a file of settings, one of prices, a list of tasks and a picture, for requests
    /// that need one.
    private static void kept(String root, Draws draw, Map<String, KnownFile> files) {
        put(files, root + "/" + FileNames.config(draw), settings(draw));
        put(
                files,
                root + "/" + FileNames.stem(draw) + draw.pick(".txt", ".md", ".csv"),
                prices(draw));
        put(files, root + "/" + FileNames.stem(draw) + draw.pick(".txt", ".md"), tasks(draw));
        put(files, root + "/" + FileNames.media(draw), List.of());
    }

    private static void file(Draws draw, String folder, Map<String, KnownFile> files) {
        String name =
                switch (draw.weighted(70, 18, 12)) {
                    case 0 -> FileNames.text(draw);
                    case 1 -> FileNames.media(draw);
                    default -> FileNames.other(draw);
                };
        List<String> lines =
                !FileNames.isText(name)
                        ? List.of()
                        : FileNames.isConfig(name) ? settings(draw) : text(draw);
        put(files, folder + "/" + name, lines);
    }

    private static void put(Map<String, KnownFile> files, String path, List<String> lines) {
        files.putIfAbsent(path, new KnownFile(path, lines));
    }

    private static List<String> text(Draws draw) {
        return switch (draw.below(4)) {
            case 0 -> prices(draw);
            case 1 -> tasks(draw);
            case 2 -> settings(draw);
            default -> {
                List<String> lines = new ArrayList<>();
                for (int i = draw.between(2, 5); i > 0; i--) {
                    lines.add(Notes.line(draw));
                }
                yield lines;
            }
        };
    }

    static List<String> settings(Draws draw) {
        List<String> lines = new ArrayList<>();
        String equals = draw.pick(" = ", " = ", "=", ": ");
        for (int i = draw.between(2, 4); i > 0; i--) {
            String key = Settings.key(draw);
            lines.add(key + equals + Settings.value(draw, key));
        }
        return lines;
    }

    static List<String> prices(Draws draw) {
        List<String> lines = new ArrayList<>();
        String between = draw.pick(" ", " ", ": ", ",", " - ", ";", " .. ");
        for (int i = draw.between(2, 4); i > 0; i--) {
            String item = draw.chance(0.5) ? CommonWords.pick(draw, "dish") : thing(draw);
            lines.add(CommonWords.capital(item) + between + price(draw));
        }
        return lines;
    }

    private static String thing(Draws draw) {
        return draw.chance(0.5)
                ? CommonWords.pick(draw, "noun")
                : CommonWords.pick(draw, "adjective") + " " + CommonWords.pick(draw, "noun");
    }

    static String price(Draws draw) {
        return "%d.%02d".formatted(draw.between(0, 99), 5 * draw.below(20));
    }

    static List<String> tasks(Draws draw) {
        List<String> lines = new ArrayList<>();
        String box = draw.pick("- [ ] ", "- [ ] ", "[ ] ", "* [ ] ");
        for (int i = draw.between(2, 4); i > 0; i--) {
            String task = Notes.task(draw);
            lines.add(box + (draw.chance(0.5) ? task : task.toLowerCase(Locale.ROOT)));
        }
        return lines;
    }
}
