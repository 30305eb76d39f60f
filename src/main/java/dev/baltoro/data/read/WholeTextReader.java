package dev.baltoro.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// Reads a text file as one document.
record WholeTextReader(ReadingOptions options) {
    void read(String source, InputStream in, Consumer<SourceItem> sink) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(Math.addExact(options.maxDocumentBytes(), 1));
        } catch (IOException e) {
            sink.accept(Unreadable.rest(source, 0, e));
            return;
        }
        SourceItem item = RecordCheck.ofBytes(source, 0, bytes, options.maxDocumentBytes());
        sink.accept(item instanceof Document(_, String text) ? new Document(source, text) : item);
    }
}
