package dev.baltoro.io;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// File changes that are either there as a whole or not at all, whenever the process or the machine
/// stops: written beside their place, forced to the disk, and renamed.
public final class Durable {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    /// Ending added to the name of a file while it is being written.
    private static final String UNFINISHED = ".unfinished";

    private Durable() {}

    /// Writes the content of a file.
    @FunctionalInterface
    public interface Content {
        /// Writes it to a channel at position 0 of an empty file.
        void write(FileChannel channel) throws IOException;
    }

    /// Replaces the content of `file` by `bytes`.
    public static void replace(Path file, byte[] bytes) throws IOException {
        replace(file, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
    }

    /// Replaces the content of `file` by a text, as UTF-8.
    public static void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Replaces the content of `file` by lines of text, as UTF-8, each as its object says it.
    public static void replaceLines(Path file, Stream<?> lines) throws IOException {
        replace(
                file,
                channel -> {
                    Writer writer =
                            new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
                    Iterator<?> each = lines.iterator();
                    while (each.hasNext()) {
                        writer.write(each.next().toString());
                        writer.write('\n');
                    }
                    writer.flush(); // the channel is the file's, which is synced next
                });
    }

    /// Replaces the content of `file` by what `content` writes. If that fails, for instance because
    /// the disk is full, `file` is as it was and nothing is left beside it.
    ///
    /// @throws IOException also if `file` is a folder, or its folder does not exist, before
    ///   anything is written
    public static void replace(Path file, Content content) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is a folder; name a file");
        }
        Path folder = file.resolveSibling("").toAbsolutePath();
        if (!Files.exists(folder)) { // else the error would name the unfinished file
            throw new NoSuchFileException(folder.toString());
        }
        Path fresh = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                content.write(channel);
                channel.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException failed) {
            try {
                Files.deleteIfExists(fresh);
            } catch (IOException stays) {
                failed.addSuppressed(stays);
            }
            throw failed;
        }
        syncFolder(folder);
    }

    /// Writes all that remains in a buffer.
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Forces `folder` and everything below it to the disk, so that it survives a power cut.
    public static void syncTree(Path folder) throws IOException {
        for (Path path : tree(folder).reversed()) {
            if (Files.isDirectory(path)) {
                syncFolder(path);
            } else {
                sync(path);
            }
        }
    }

    /// Forces a folder's list of names to the disk, so that renames in it survive a power cut.
    public static void syncFolder(Path folder) throws IOException {
        if (!WINDOWS) { // Windows opens no folder as a file, and orders its renames itself.
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /// Deletes a folder and everything below it; links are deleted, not followed.
    public static void deleteTree(Path folder) throws IOException {
        for (Path path : tree(folder).reversed()) { // what is inside goes first
            Files.delete(path);
        }
    }

    private static List<Path> tree(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.toList();
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
