package dev.baltoro.train.run;

import dev.baltoro.io.Durable;
import dev.baltoro.io.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The checkpoints of a run. Each is written under a temporary name, made durable, then renamed, so
/// that a folder with a checkpoint's name is complete; a list of its files' sizes and sums also
/// finds damage that came later.
final class CheckpointShelf {
    private static final Pattern NAME = Pattern.compile("step-([0-9]{8,18})");
    private static final String TEMPORARY = "tmp-";
    private static final String CONTENTS = "contents.json";
    private static final JsonMapper JSON = new JsonMapper();

    /// A checkpoint's list of itself.
    ///
    /// @param step its step
    /// @param bytes sizes of its files
    /// @param crc32c sums of its files; absent in what older versions wrote
    private record Contents(
            long step, Map<String, Long> bytes, @Nullable Map<String, String> crc32c) {}

    private final Path folder;
    private final int keep;

    private CheckpointShelf(Path folder) {
        this.folder = folder;
        this.keep = Integer.MAX_VALUE;
    }

    /// {@return the checkpoints of a run that another process may be using: nothing is changed}
    static CheckpointShelf readOnly(Path folder) {
        return new CheckpointShelf(folder);
    }

    CheckpointShelf(Path folder, int keep) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.keep = keep;
        for (Path leftover : children()) {
            if (leftover.getFileName().toString().startsWith(TEMPORARY)) {
                Durable.deleteTree(leftover);
            }
        }
    }

    Checkpoint publish(long step, Checkpoint.Writer writer) throws IOException {
        String name = String.format(Locale.ROOT, "step-%08d", step);
        Path fresh = temporary(name);
        Files.createDirectory(fresh);
        writer.write(fresh);
        Contents contents = new Contents(step, sizes(fresh), sums(fresh));
        Durable.replace(fresh.resolve(CONTENTS), JSON.writeValueAsBytes(contents));
        Durable.syncTree(fresh);
        Path target = folder.resolve(name);
        if (Files.exists(target)) { // a damaged one, or one that a resumed run comes to again
            remove(target);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        Durable.syncFolder(folder);
        prune();
        return new Checkpoint(step, target);
    }

    /// {@return all undamaged checkpoints, oldest first}
    List<Checkpoint> list() throws IOException {
        List<Checkpoint> valid = new ArrayList<>();
        for (Checkpoint checkpoint : named()) {
            if (isWhole(checkpoint) && isSound(checkpoint)) {
                valid.add(checkpoint);
            }
        }
        return List.copyOf(valid);
    }

    /// {@return the folders of damaged checkpoints, oldest first}
    List<Path> damaged() throws IOException {
        List<Path> damaged = new ArrayList<>();
        for (Checkpoint checkpoint : named()) {
            if (!isWhole(checkpoint) || !isSound(checkpoint)) {
                damaged.add(checkpoint.folder());
            }
        }
        return List.copyOf(damaged);
    }

    /// {@return the newest undamaged checkpoint; empty if there is none, damaged or not}
    ///
    /// @throws IOException if every one is damaged: a run that began anew would drop its metrics,
    ///   which nobody asked for
    Optional<Checkpoint> latest() throws IOException {
        List<Checkpoint> all = named();
        for (Checkpoint checkpoint : all.reversed()) {
            if (isWhole(checkpoint) && isSound(checkpoint)) {
                return Optional.of(checkpoint);
            }
        }
        if (!all.isEmpty()) {
            throw new IOException(
                    all.getLast().folder()
                            + " is damaged, and no other checkpoint is left; remove it to begin the run anew");
        }
        return Optional.empty();
    }

    /// {@return whatever has a checkpoint's name, oldest first}
    private List<Checkpoint> named() throws IOException {
        List<Checkpoint> named = new ArrayList<>();
        for (Path child : children()) {
            Matcher name = NAME.matcher(child.getFileName().toString());
            if (name.matches()) {
                named.add(new Checkpoint(Long.parseLong(name.group(1)), child));
            }
        }
        named.sort(Comparator.comparingLong(Checkpoint::step));
        return named;
    }

    private void prune() throws IOException {
        List<Checkpoint> all = new ArrayList<>();
        for (Checkpoint checkpoint : named()) {
            if (isWhole(checkpoint)) { // sums are for reading: here they would cost each save
                all.add(checkpoint);
            }
        }
        for (Checkpoint old : all.subList(0, Math.max(0, all.size() - keep))) {
            remove(old.folder());
        }
    }

    /// Renames before it deletes, so that no half-deleted folder has a checkpoint's name.
    private void remove(Path checkpoint) throws IOException {
        Path doomed = temporary("old-" + checkpoint.getFileName());
        Files.move(checkpoint, doomed, StandardCopyOption.ATOMIC_MOVE);
        Durable.deleteTree(doomed);
    }

    private Path temporary(String name) throws IOException {
        Path path = folder.resolve(TEMPORARY + name);
        if (Files.exists(path)) { // a write that failed earlier in this process
            Durable.deleteTree(path);
        }
        return path;
    }

    /// Whether all of its files are there, in their sizes.
    private static boolean isWhole(Checkpoint checkpoint) throws IOException {
        Optional<Contents> contents = contents(checkpoint);
        if (contents.isEmpty()) {
            return false;
        }
        Map<String, Long> found = sizes(checkpoint.folder());
        found.remove(CONTENTS);
        return contents.get().step() == checkpoint.step() && contents.get().bytes().equals(found);
    }

    /// Whether its files have the sums that they were written with; reads all of them.
    private static boolean isSound(Checkpoint checkpoint) throws IOException {
        Map<String, String> expected = contents(checkpoint).map(Contents::crc32c).orElse(null);
        if (expected == null) {
            return true; // written before there were sums
        }
        Map<String, String> found = sums(checkpoint.folder());
        found.remove(CONTENTS);
        return found.equals(expected);
    }

    /// The checkpoint's list of itself; empty if it has none that can be read.
    private static Optional<Contents> contents(Checkpoint checkpoint) throws IOException {
        Path list = checkpoint.folder().resolve(CONTENTS);
        if (!Files.isRegularFile(list)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(list), Contents.class));
        } catch (JacksonException e) {
            return Optional.empty(); // a damaged list is a damaged checkpoint
        }
    }

    private static Map<String, String> sums(Path root) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (String file : sizes(root).keySet()) {
            sums.put(file, Sums.crc32c(root.resolve(file)));
        }
        return sums;
    }

    private static Map<String, Long> sizes(Path root) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                sizes.put(root.relativize(file).toString().replace('\\', '/'), Files.size(file));
            }
        }
        return sizes;
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
        }
    }
}
