package dev.baltoro.synth.review;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// The file of trajectories, one JSON object a line: read once from end to end for the index, and
/// then one line at a time. Memory holds a line, never the file.
final class TrajectoryFile implements AutoCloseable {
    static final String NAME = "trajectories.jsonl";

    /// Bytes of one line.
    static final int LINE_BYTES_MAX = 16 << 20;

    private static final int CHUNK = 256 << 10;

    private final Path path;
    private final FileChannel channel;

    private TrajectoryFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// {@return the file in a folder}
    ///
    /// @throws IOException with one line if there is none
    static TrajectoryFile in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder
                            + (Files.exists(folder) ? " is not a folder" : " does not exist")
                            + "; name a folder with "
                            + NAME);
        }
        Path path = folder.resolve(NAME);
        if (!Files.isRegularFile(path)) {
            throw new IOException(
                    "%s has no %s; `baltoro synth` writes one".formatted(folder, NAME));
        }
        return new TrajectoryFile(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    /// A line of the file.
    ///
    /// @param number of the line, from 1
    /// @param place of its first byte
    /// @param bytes without the line's end
    /// @param ended whether a line feed follows; only a last line may be without one
    record Line(long number, long place, byte[] bytes, boolean ended) {
        long sum() {
            return TrajectoryFile.sum(bytes);
        }

        private boolean isBlank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    /// Is given each line that is not blank, in order.
    interface LineVisitor {
        void visit(Line line) throws IOException;
    }

    Path path() {
        return path;
    }

    /// {@return what changes whenever the file is written}
    String stamp() throws IOException {
        return "%d bytes of %s".formatted(channel.size(), Files.getLastModifiedTime(path));
    }

    void scan(LineVisitor visitor) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 1;
        long place = 0;
        long position = 0;
        for (int count = channel.read(chunk, 0); count >= 0; ) {
            byte[] bytes = chunk.array();
            int begin = 0;
            for (int i = 0; i < count; i++) {
                if (bytes[i] == '\n') {
                    line.write(bytes, begin, i - begin);
                    visit(visitor, new Line(number, place, line.toByteArray(), true));
                    line.reset();
                    begin = i + 1;
                    place = position + begin;
                    number++;
                }
            }
            line.write(bytes, begin, count - begin);
            if (line.size() > LINE_BYTES_MAX) {
                throw new IOException(
                        "%s line %d is longer than %,d bytes; shorten or remove it"
                                .formatted(path, number, LINE_BYTES_MAX));
            }
            position += count;
            chunk.clear();
            count = channel.read(chunk, position);
        }
        visit(visitor, new Line(number, place, line.toByteArray(), false));
    }

    private static void visit(LineVisitor visitor, Line line) throws IOException {
        if (!line.isBlank()) {
            visitor.visit(line);
        }
    }

    /// {@return the bytes of a line}
    ///
    /// @throws IOException if they are not those that the index was made of
    byte[] read(long place, int length, long sum) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, place + bytes.position()) >= 0) {
            // until all of it is there
        }
        if (bytes.hasRemaining() || sum(bytes.array()) != sum) {
            throw new IOException(path + " has changed since it was opened; start again");
        }
        return bytes.array();
    }

    private static long sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return sum.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
