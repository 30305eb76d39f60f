package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder that becomes the target in one rename once it is complete. What an interrupted run left
/// in it is cleared by the next one; a lock keeps two runs apart.
final class StagingFolder implements AutoCloseable {
    private final Path target;
    private final Path staging;
    private final Path lockFile;
    private final FileChannel lock;

    private StagingFolder(Path target, Path staging, Path lockFile, FileChannel lock) {
        this.target = target;
        this.staging = staging;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static StagingFolder beside(Path given, boolean overwrite) throws IOException {
        Path target = given.toAbsolutePath().normalize();
        refuseToLose(target, overwrite);
        Path parent = Objects.requireNonNull(target.getParent(), "a root is never a target");
        Files.createDirectories(parent);
        Path lockFile = parent.resolve("." + target.getFileName() + ".lock");
        FileChannel lock =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!locked(lock)) {
                throw new DataException("another run is preparing " + target + ": wait for it");
            }
            Path staging = parent.resolve("." + target.getFileName() + ".preparing");
            delete(staging);
            Files.createDirectory(staging);
            return new StagingFolder(target, staging, lockFile, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Path folder() {
        return staging;
    }

    /// Gives the folder its final name.
    void publish() throws IOException {
        syncFolder(staging);
        Path old = staging.resolveSibling("." + target.getFileName() + ".replaced");
        delete(old);
        if (Files.exists(target)) {
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(target.getParent());
        delete(old);
    }

    @Override
    public void close() throws IOException {
        delete(staging);
        Files.deleteIfExists(lockFile);
        lock.close();
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process has it
        }
    }

    /// Only an empty folder, or a dataset that may be overwritten, makes way.
    private static void refuseToLose(Path target, boolean overwrite) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new DataException(target + " is a file: name a folder to write to");
        }
        boolean dataset = Files.exists(target.resolve(ManifestFile.NAME));
        if (dataset && !overwrite) {
            throw new DataException(
                    target
                            + " holds a dataset already: name another folder, or give --overwrite to replace it");
        }
        try (Stream<Path> entries = Files.list(target)) {
            if (!dataset && entries.findAny().isPresent()) {
                throw new DataException(
                        target + " holds other files: name a new or an empty folder");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> tree = Files.walk(folder)) {
            entries = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }

    /// Makes the names in a folder durable, where the system lets a folder be opened.
    private static void syncFolder(@Nullable Path folder) throws IOException {
        if (folder == null || System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
