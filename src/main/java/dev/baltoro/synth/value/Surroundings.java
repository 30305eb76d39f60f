package dev.baltoro.synth.value;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What exists around the tools: folders with files in them, entities that a store knows.
///
/// @param roots folders that tools may touch
/// @param files below them
/// @param entities known to a store
/// @param links between them
public record Surroundings(
        List<String> roots, List<KnownFile> files, List<Entity> entities, List<Link> links) {
    /// Nothing is known: all is invented.
    public static final Surroundings NONE =
            new Surroundings(List.of(), List.of(), List.of(), List.of());

    public Surroundings {
        roots = List.copyOf(roots);
        files = List.copyOf(files);
        entities = List.copyOf(entities);
        links = List.copyOf(links);
    }

    /// A file.
    ///
    /// @param path absolute, with slashes
    /// @param lines the first of its text; empty if it is no text or is not known
    public record KnownFile(String path, List<String> lines) {
        public KnownFile {
            lines = List.copyOf(lines);
        }

        /// {@return the last part of the path}
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /// {@return the path of the folder that it is in}
        public String folder() {
            return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
        }
    }

    /// Something a store knows.
    ///
    /// @param type such as `person`
    /// @param facts what is known about it
    public record Entity(String name, String type, List<String> facts) {
        public Entity {
            facts = List.copyOf(facts);
        }
    }

    /// A relation between two entities.
    ///
    /// @param type such as `works_at`
    public record Link(String from, String type, String to) {}

    /// {@return everything of both; this one's first}
    public Surroundings with(Surroundings other) {
        return new Surroundings(
                joined(roots, other.roots),
                joined(files, other.files),
                joined(entities, other.entities),
                joined(links, other.links));
    }

    private static <T> List<T> joined(List<T> a, List<T> b) {
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    public boolean isEmpty() {
        return roots.isEmpty() && entities.isEmpty();
    }

    public Optional<Entity> entity(String name) {
        return entities.stream().filter(entity -> entity.name().equals(name)).findFirst();
    }

    public Optional<KnownFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /// {@return folders below the roots that have files in them}
    public List<String> folders() {
        Set<String> folders = new LinkedHashSet<>();
        for (KnownFile file : files) {
            String folder = file.folder();
            while (!roots.contains(folder) && folder.length() > 1) {
                folders.add(folder);
                folder = folder.substring(0, Math.max(folder.lastIndexOf('/'), 0));
            }
        }
        return List.copyOf(folders);
    }

    /// {@return the root that a path is below; the first one if it is below none}
    public String root(String path) {
        return roots.stream()
                .filter(root -> path.equals(root) || path.startsWith(root + "/"))
                .findFirst()
                .orElse(roots.isEmpty() ? "" : roots.getFirst());
    }
}
