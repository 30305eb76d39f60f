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

/// A folder that becomes the target in one rename once it is complete. What an interrupted writer
/// left is cleared by the next one; a lock keeps two writers apart.
///
/// No system call that Java has exchanges two folders, so replacing takes two renames: the old
/// folder steps aside as `.NAME.replaced`, and the new one, `.NAME.preparing`, takes its name. A
/// process that is killed in between leaves no target, but both folders whole. [#settle] then
/// finishes the second rename: the old folder steps aside only for a complete new one.
public final class StagedFolder implements AutoCloseable {
    private final Path target;
    private final Path staging;
    private final FolderLock lock;

    private StagedFolder(Path target, Path staging, FolderLock lock) {
        this.target = target;
        this.staging = staging;
        this.lock = lock;
    }

    /// Makes an empty folder beside `given`, whose parents are made if need be.
    ///
    /// @throws IOException if somebody else is writing that target
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
    /// Readers call this before they say that a folder is missing; it does nothing where nothing is
    /// to be done.
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

    /// Takes the files of the target that `which` wants and that the new folder does not have: what
    /// somebody else put there stays there.
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

    /// Gives the folder its final name, in the place of what had it before.
    public void publish() throws IOException {
        Durable.syncTree(staging);
        discard(target); // what is left of an earlier one; the target itself is there, or new
        Path old = hidden(target, "replaced");
        if (exists(target)) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        Durable.syncFolder(Objects.requireNonNull(target.getParent()));
        discard(target);
    }

    /// Removes what was not published, and gives the lock back.
    @Override
    public void close() throws IOException {
        try (lock) {
            delete(staging);
            finishRename(target); // if publishing failed half-way, the old folder comes back
        }
    }

    /// Only under the lock.
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

    /// Deletes the old folder. It is renamed first, so that what is called `.replaced` is whole.
    private static void discard(Path target) throws IOException {
        Path doomed = hidden(target, "deleted");
        delete(doomed);
        Path old = hidden(target, "replaced");
        if (exists(old)) {
            Files.move(old, doomed, StandardCopyOption.ATOMIC_MOVE);
            delete(doomed);
        }
    }

    /// Where the folder really is: a link to it stays a link.
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
