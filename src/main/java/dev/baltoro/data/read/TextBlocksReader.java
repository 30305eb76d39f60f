package dev.baltoro.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/// Reads a text file as blocks of at most a megabyte. A block ends after a line's end where there
/// is one, else before a character that would be cut.
record TextBlocksReader(ReadingOptions options) {
    private static final int BLOCK_BYTES = 1 << 20;

    void read(String source, InputStream in, Consumer<SourceItem> sink) {
        int limit = Math.min(BLOCK_BYTES, options.maxDocumentBytes());
        byte[] buffer = new byte[limit];
        int size = 0;
        long block = 0;
        try {
            while (true) {
                size += in.readNBytes(buffer, size, limit - size);
                if (size == 0) {
                    return;
                }
                int end = size < limit ? size : end(buffer, size);
                block++;
                sink.accept(RecordCheck.ofBytes(source, block, Arrays.copyOf(buffer, end), limit));
                System.arraycopy(buffer, end, buffer, 0, size - end);
                size -= end;
            }
        } catch (IOException e) {
            sink.accept(Unreadable.rest(source, block, e));
        }
    }

    private static int end(byte[] buffer, int size) {
        for (int at = size; at > 0; at--) {
            if (buffer[at - 1] == '\n') {
                return at;
            }
        }
        int at = size - 1;
        while (at > Math.max(1, size - 4) && (buffer[at] & 0xC0) == 0x80) {
            at--;
        }
        return Math.max(1, at);
    }
}
