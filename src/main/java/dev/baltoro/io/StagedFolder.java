package dev.baltoro.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A folder that is written beside its target and takes the target's name once it is complete. The
/// next writer removes what an interrupted one left; a lock keeps two writers apart.
///
/// Java cannot exchange two folders in one system call, so replacing one takes two renames: the old
/// folder becomes `.NAME.replaced`, then the new one, `.NAME.preparing`, becomes `NAME`. A process
/// that is killed in between leaves no target, but both folders are whole, and [#settle] does the
/// second rename. This is safe because the first one happens only when the new folder is complete.
public final class StagedFolder implements AutoCloseable {
    private final Path target;
    private final Path staging;
    private final FolderLock lock;

    private StagedFolder(Path target, Path staging, FolderLock lock) {
        this.target = target;
        this.staging = staging;
        this.lock = lock;
    }

    /// Refuses a target that holds something else than its writer's earlier work.
    ///
    /// @param mark a file that every such folder has
    /// @param what such folders hold, for the message
    /// @throws IOException if the target is a file, or has files but not that one
    public static void check(Path target, String mark, String what) throws IOException {
        if (!Files.exists(target) || Files.exists(target.resolve(mark))) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new IOException(target + " is a file; name a folder");
        }
        try (Stream<Path> files = Files.list(target)) {
            if (files.findAny().isPresent()) {
                throw new IOException(
                        "%s holds something else than %s; name another folder"
                                .formatted(target, what));
            }
        }
    }

    /// Makes an empty folder beside `given`, creating its parents if they do not exist.
    ///
    /// @throws IOException if another process or thread is writing that target
    public static StagedFolder beside(Path given) throws IOException {
        Path target = place(given);
        Path parent = Objects.requireNonNull(target.getParent(), "a root is never a target");
        Files.createDirectories(parent);
        FolderLock lock =
                FolderLock.tryLock(hidden(target, "lock"))
                        .orElseThrow(() ->
                                new IOException(
                                        "another process is writing " + target + ": wait for it"));
        try {
            finishRename(target);
            Path staging = hidden(target, "preparing");
            delete(staging);
            Files.createDirectory(staging);
            return new StagedFolder(target, staging, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Finishes the replacement of a folder whose writer was killed between its two renames.
    /// Readers call this before they report that a folder is missing; otherwise it does nothing.
    public static void settle(Path given) throws IOException {
        Path target = place(given);
        if (target.getParent() == null || exists(target) || !exists(hidden(target, "replaced"))) {
            return;
        }
        Optional<FolderLock> lock = FolderLock.tryLock(hidden(target, "lock"));
        if (lock.isPresent()) { // else the writer is alive, and about to do it
            try (FolderLock held = lock.get()) {
                finishRename(target);
            }
        }
    }

    /// The folder to write into.
    public Path folder() {
        return staging;
    }

    /// Copies the target's files that `which` accepts, unless the new folder already has them. So
    /// files that a user put into the old folder are kept.
    public void carryOver(Predicate<String> which) throws IOException {
        if (!Files.isDirectory(target)) {
            return;
        }
        try (Stream<Path> files = Files.list(target)) {
            for (Path file : files.toList()) {
                Path fresh = staging.resolve(file.getFileName());
                if (which.test(file.getFileName().toString()) && !exists(fresh)) {
                    copy(file, fresh);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /// Gives the folder its final name, replacing the folder that had it.
    public void publish() throws IOException {
        Durable.syncTree(staging);
        discard(target); // left by an earlier one; the target either exists or is new
        Path old = hidden(target, "replaced");
        if (exists(target)) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        Durable.syncFolder(Objects.requireNonNull(target.getParent()));
        discard(target);
    }

    /// Removes what was not published, and releases the lock.
    @Override
    public void close() throws IOException {
        try (lock) {
            delete(staging);
            finishRename(target); // if publishing failed half-way, the old folder comes back
        }
    }

    /// To be called with the lock held.
    private static void finishRename(Path target) throws IOException {
        Path old = hidden(target, "replaced");
        if (exists(target) || !exists(old)) {
            return;
        }
        Path staging = hidden(target, "preparing");
        Files.move(exists(staging) ? staging : old, target, StandardCopyOption.ATOMIC_MOVE);
        Durable.syncFolder(Objects.requireNonNull(target.getParent()));
        discard(target);
    }

    /// Deletes the old folder. It is renamed first, so that a folder named `.replaced` is always
    /// whole.
    private static void discard(Path target) throws IOException {
        Path doomed = hidden(target, "deleted");
        delete(doomed);
        Path old = hidden(target, "replaced");
        if (exists(old)) {
            Files.move(old, doomed, StandardCopyOption.ATOMIC_MOVE);
            delete(doomed);
        }
    }

    /// The folder's real place, so that a link to it is kept as a link.
    private static Path place(Path given) throws IOException {
        Path path = given.toAbsolutePath().normalize();
        return Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
    }

    private static Path hidden(Path target, String ending) {
        return target.resolveSibling("." + target.getFileName() + "." + ending);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void delete(Path folder) throws IOException {
        if (exists(folder)) {
            Durable.deleteTree(folder);
        }
    }
}
