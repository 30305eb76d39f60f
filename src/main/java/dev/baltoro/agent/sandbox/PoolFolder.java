package dev.baltoro.agent.sandbox;

import dev.baltoro.io.Durable;
import dev.baltoro.io.FolderLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A pool's folder among the temporary files, locked while the pool is open. What a process left
/// that was killed is deleted by the next pool.
///
/// @param path where it is
/// @param lock held until it is deleted
record PoolFolder(Path path, FolderLock lock) implements AutoCloseable {
    private static final String PREFIX = "baltoro-sandbox-";
    private static final String LOCK = "lock";

    static PoolFolder open() throws IOException {
        Path path = Files.createTempDirectory(PREFIX);
        Path parent = path.toAbsolutePath().getParent();
        FolderLock lock =
                FolderLock.tryLock(path.resolve(LOCK))
                        .orElseThrow(() -> new IOException(path + " is somebody else's"));
        if (parent != null) {
            sweep(parent);
        }
        return new PoolFolder(path, lock);
    }

    /// A folder without a lock file has just been made.
    private static void sweep(Path parent) {
        try (DirectoryStream<Path> pools = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path left : pools) {
                if (Files.isRegularFile(left.resolve(LOCK)) && Files.isWritable(left)) {
                    sweepOne(left);
                }
            }
        } catch (IOException e) {
            // another one sweeps at the same time, or may; what is left is a few empty folders
        }
    }

    private static void sweepOne(Path left) throws IOException {
        Optional<FolderLock> lock = FolderLock.tryLock(left.resolve(LOCK));
        if (lock.isPresent()) {
            try (FolderLock held = lock.get()) {
                ChildFolder.wipe(left);
            }
        }
    }

    /// Deletes it and all that is in it.
    @Override
    public void close() throws IOException {
        lock.close();
        Durable.deleteTree(path);
    }
}
