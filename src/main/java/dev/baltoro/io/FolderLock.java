package dev.baltoro.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A lock that keeps out other processes and other threads of this one until it is closed. If the
/// process ends without closing it, even by a kill, the operating system releases it.
///
/// The empty lock file is never deleted. Otherwise a process that had just opened it could lock the
/// deleted file while another process creates and locks a new one, and both would go on.
public final class FolderLock implements AutoCloseable {
    /// Files that this process has locked. POSIX drops all of a process's locks on a file when the
    /// process closes any handle on it, so a file in this set must not even be opened again.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// {@return the lock on `given`, a file that is created if it does not exist; empty if the lock
    /// is taken}
    public static Optional<FolderLock> tryLock(Path given) throws IOException {
        Path file =
                given.toAbsolutePath().resolveSibling("").toRealPath().resolve(given.getFileName());
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        Optional<FolderLock> lock = Optional.empty();
        try {
            lock = ofProcess(file);
            return lock;
        } finally {
            if (lock.isEmpty()) {
                HELD.remove(file);
            }
        }
    }

    private static Optional<FolderLock> ofProcess(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new FolderLock(file, channel));
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
