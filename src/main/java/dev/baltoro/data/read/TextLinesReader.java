package dev.baltoro.data.read;

import dev.baltoro.data.read.ReadingOptions.TextUnit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Reads a text file as one document a line, or one for what stands between blank lines.
record TextLinesReader(ReadingOptions options) {
    void read(String source, InputStream in, Consumer<SourceItem> sink) {
        long at = 0;
        try {
            ByteLines lines = new ByteLines(in, options.maxDocumentBytes() + 1);
            ByteArrayOutputStream paragraph = new ByteArrayOutputStream();
            long start = 1;
            while (lines.next()) {
                at = lines.number();
                byte[] line = lines.bytes();
                boolean blank = blank(line);
                if (options.unit() == TextUnit.LINE) {
                    if (!blank) {
                        sink.accept(check(source, at, line));
                    }
                } else if (blank) {
                    flush(source, start, paragraph, sink);
                } else {
                    start = paragraph.size() == 0 ? at : start;
                    append(paragraph, line);
                }
            }
            flush(source, start, paragraph, sink);
        } catch (IOException e) {
            sink.accept(Unreadable.rest(source, at, e));
        }
    }

    private SourceItem check(String source, long line, byte[] bytes) {
        return RecordCheck.ofBytes(source, line, bytes, options.maxDocumentBytes());
    }

    private void flush(
            String source, long start, ByteArrayOutputStream paragraph, Consumer<SourceItem> sink) {
        if (paragraph.size() > 0) {
            sink.accept(check(source, start, paragraph.toByteArray()));
            paragraph.reset();
        }
    }

    /// Adds a line, but never more than it takes to see that the paragraph is too long.
    private void append(ByteArrayOutputStream paragraph, byte[] line) {
        if (paragraph.size() > 0 && paragraph.size() <= options.maxDocumentBytes()) {
            paragraph.write('\n');
        }
        int room = options.maxDocumentBytes() + 1 - paragraph.size();
        paragraph.write(line, 0, Math.min(line.length, room));
    }

    private static boolean blank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
