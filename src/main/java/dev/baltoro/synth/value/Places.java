package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Value.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.node.StringNode;

/// How people say where a file or folder is.
public final class Places {
    static final String ROOTS = Need.ROOTS;
    static final String IN = Need.IN;

    private Places() {}

    /// {@return the path of a file, with all ways to say it}
    public static Value file(Surroundings around, String path) {
        return file(around, path, true);
    }

    /// {@return the path of a file that does not exist yet}
    static Value newFile(Surroundings around, String path) {
        return file(around, path, false);
    }

    private static Value file(Surroundings around, String path, boolean exists) {
        String root = around.root(path);
        String inside = inside(root, path);
        String name = inside.substring(inside.lastIndexOf('/') + 1);
        String folder = inside.contains("/") ? inside.substring(0, inside.lastIndexOf('/')) : "";
        List<Said> said = new ArrayList<>();
        add(said, path, "", 2);
        if (around.roots().size() > 1) {
            String label = label(root);
            if (distinct(around, label)) {
                String place = folder.isEmpty() ? label : label + "/" + folder;
                add(said, name + " in " + place, ROOTS, 2);
                add(said, label + "/" + inside, ROOTS, 1);
                add(said, quoted(name, 1) + " in the " + place + " folder", ROOTS, 1);
            }
            add(said, name, IN + path, 2);
        } else if (folder.isEmpty()) {
            add(said, name, ROOTS, 8);
            add(said, quoted(name, 0), ROOTS, 1);
            add(said, quoted(name, 1), ROOTS, 1);
            add(said, quoted(name, 2), ROOTS, 1);
            add(said, "./" + name, ROOTS, name.contains(" ") ? 0 : 1);
            add(said, quoted(name, 3), ROOTS, 1);
        } else {
            add(said, inside, ROOTS, 5);
            add(said, name + " in " + folder, ROOTS, 2);
            add(said, name + " (in " + folder + ")", ROOTS, 1);
            add(said, name + " from " + folder + "/", ROOTS, 1);
            add(said, name + " in the " + folder + " folder", ROOTS, 2);
            add(said, "the " + name + " in " + folder, ROOTS, exists ? 1 : 0);
            add(said, folder + "'s " + name, ROOTS, exists ? 1 : 0);
            add(said, quoted(inside, 0), ROOTS, 1);
            add(said, quoted(inside, 1), ROOTS, 1);
            add(said, quoted(inside, 2), ROOTS, 1);
            add(said, name, IN + path, 4);
            add(said, quoted(name, 0), IN + path, 1);
        }
        if (path.contains(" ")) {
            add(said, quoted(path, 1), "", 1);
        }
        if (exists) {
            described(around, path, name, said);
        }
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        forms.put("name", List.of(new Said(name)));
        forms.put("path", List.of(new Said(path)));
        forms.put("inside", List.of(alone(around) ? new Said(inside, ROOTS) : new Said(path)));
        forms.put("stem", List.of(new Said(stem(name))));
        forms.put("ext", List.of(new Said(extension(name))));
        forms.put("folder", List.of(new Said(folder.isEmpty() ? root : folder)));
        forms.put("parent", List.of(parent(around, root, path)));
        // a name where the folder is said elsewhere or does not matter
        List<Said> names = new ArrayList<>();
        add(names, name, "", 4);
        add(names, quoted(name, 0), "", 1);
        add(names, quoted(name, 1), "", 1);
        add(names, quoted(name, 2), "", 1);
        forms.put("called", names);
        return new Value(StringNode.valueOf(path), said, forms);
    }

    /// By what it is, where nothing else is like it: `the csv file`, `the plum jam file`.
    private static void described(Surroundings around, String path, String name, List<Said> said) {
        String extension = extension(name);
        if (!extension.isEmpty() && only(around, each -> each.endsWith("." + extension))) {
            add(said, "the " + extension + " file", Need.NAMED + path, 1);
        }
        String stem = stem(name);
        boolean words = stem.length() > 2 && stem.chars().allMatch(Places::ofWords);
        String spoken = stem.replace('-', ' ').replace('_', ' ').toLowerCase(Locale.ROOT);
        int end = spoken.indexOf(' ');
        String first = end < 0 ? spoken : spoken.substring(0, end);
        if (words
                && !first.isEmpty()
                && only(around, each -> each.toLowerCase(Locale.ROOT).contains(first))) {
            add(said, "the " + spoken + " file", Need.NAMED + path, 1);
            add(said, "my " + spoken + " file", Need.NAMED + path, 1);
        }
    }

    private static boolean ofWords(int c) {
        return Character.isLetter(c) || c == ' ' || c == '-' || c == '_';
    }

    private static boolean only(Surroundings around, Predicate<String> names) {
        int found = 0;
        for (Surroundings.KnownFile file : around.files()) {
            found += names.test(file.name()) ? 1 : 0;
        }
        return found == 1;
    }

    /// {@return the path of a folder below a root, with all ways to say it}
    public static Value folder(Surroundings around, String path) {
        String root = around.root(path);
        List<Said> said = new ArrayList<>();
        add(said, path, "", 2);
        String inside = inside(root, path);
        if (around.roots().size() > 1) {
            String label = label(root);
            if (distinct(around, label)) {
                add(said, label + "/" + inside, ROOTS, 2);
                add(said, inside + " in " + label, ROOTS, 1);
            }
            add(said, inside, IN + path, 2);
        } else {
            add(said, inside, ROOTS, 9);
            add(said, inside + "/", ROOTS, 2);
            add(said, quoted(inside, 0), ROOTS, 1);
            add(said, quoted(inside, 1), ROOTS, 1);
            add(said, "./" + inside, ROOTS, inside.contains(" ") ? 0 : 1);
            int slash = inside.lastIndexOf('/');
            if (slash > 0) {
                add(
                        said,
                        inside.substring(slash + 1) + " in " + inside.substring(0, slash),
                        ROOTS,
                        2);
                add(said, inside.substring(slash + 1), IN + path, 2);
            }
        }
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        forms.put("name", List.of(new Said(inside.substring(inside.lastIndexOf('/') + 1))));
        forms.put("path", List.of(new Said(path)));
        forms.put("inside", List.of(alone(around) ? new Said(inside, ROOTS) : new Said(path)));
        forms.put("parent", List.of(parent(around, root, path)));
        return new Value(StringNode.valueOf(path), said, forms);
    }

    /// {@return a root, with all ways to say it}
    static Value root(Surroundings around, String path) {
        List<Said> said = new ArrayList<>();
        add(said, path, "", 3);
        add(said, path.contains(" ") ? quoted(path, 1) : path + "/", "", 1);
        if (distinct(around, label(path))) {
            add(said, label(path), ROOTS, 3);
            add(said, "the " + label(path) + " folder", ROOTS, 2);
        }
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        forms.put("name", List.of(new Said(label(path), ROOTS)));
        forms.put("path", List.of(new Said(path)));
        return new Value(StringNode.valueOf(path), said, forms);
    }

    private static Said parent(Surroundings around, String root, String path) {
        String parent = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
        return parent.equals(root) || !alone(around)
                ? new Said(parent)
                : new Said(inside(root, parent), ROOTS);
    }

    /// {@return whether a relative path can only be below one root}
    private static boolean alone(Surroundings around) {
        return around.roots().size() == 1;
    }

    static void add(List<Said> to, String text, String needs, int times) {
        for (int i = 0; i < times; i++) {
            to.add(new Said(text, needs));
        }
    }

    static String quoted(String text, int how) {
        return switch (how) {
            case 0 -> "'" + text + "'";
            case 1 -> "\"" + text + "\"";
            case 2 -> "`" + text + "`";
            default -> "“" + text + "”";
        };
    }

    static String inside(String root, String path) {
        return path.startsWith(root + "/") ? path.substring(root.length() + 1) : path;
    }

    static String label(String root) {
        return root.substring(root.lastIndexOf('/') + 1);
    }

    private static boolean distinct(Surroundings around, String label) {
        return around.roots().stream().filter(root -> label(root).equals(label)).count() == 1;
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1);
    }
}
