package dev.baltoro.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of a stream as bytes, with a limit on what one line may take in memory.
final class ByteLines {
    private final InputStream in;
    private final int maxLineBytes;
    private final byte[] block = new byte[1 << 16];
    private byte[] line = new byte[1 << 10];
    private int blockAt;
    private int blockEnd;
    private int length;
    private long number;
    private boolean tooLong;

    ByteLines(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /// Goes to the next line; false at the end.
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (true) {
            if (blockAt == blockEnd) {
                blockEnd = in.read(block);
                blockAt = 0;
                if (blockEnd <= 0) {
                    blockEnd = 0;
                    break;
                }
            }
            any = true;
            int stop = blockAt;
            while (stop < blockEnd && block[stop] != '\n') {
                stop++;
            }
            append(blockAt, stop);
            boolean lineEnds = stop < blockEnd;
            blockAt = lineEnds ? stop + 1 : stop;
            if (lineEnds) {
                break;
            }
        }
        if (any) {
            number++;
            if (length > 0 && line[length - 1] == '\r' && !tooLong) {
                length--;
            }
        }
        return any;
    }

    /// The line without its end; cut at the limit if it is too long.
    byte[] bytes() {
        return Arrays.copyOf(line, length);
    }

    /// The number of the line, from 1.
    long number() {
        return number;
    }

    /// Whether the line is longer than the limit.
    boolean tooLong() {
        return tooLong;
    }

    private void append(int from, int to) {
        int count = Math.min(to - from, maxLineBytes - length);
        tooLong |= count < to - from;
        if (length + count > line.length) {
            line = Arrays.copyOf(line, (int) Math.max(length + count, line.length * 2L));
        }
        System.arraycopy(block, from, line, length, count);
        length += count;
    }
}
