package dev.baltoro.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A lock between processes, and between threads of one, for as long as it is open. The system
/// releases it when the process ends, however it ends.
///
/// The empty file that is locked stays where it is: a process that opened it just before it was
/// deleted would lock a file without a name, while another one locks the next file of that name.
public final class FolderLock implements AutoCloseable {
    /// What this process holds. POSIX takes a process's locks on a file away as soon as the process
    /// closes that file anywhere, so a file that is locked here must not even be opened again.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// {@return the lock on `given`, a file that is made if need be; empty if somebody holds it}
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
