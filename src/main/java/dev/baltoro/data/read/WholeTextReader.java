package dev.baltoro.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Reads a text file as one document.
record WholeTextReader(ReadingOptions options) {
    void read(Path file, Consumer<SourceItem> sink) {
        String source = file.toString();
        byte[] bytes;
        try (InputStream in = Unpacked.open(file)) {
            bytes = in.readNBytes(Math.addExact(options.maxDocumentBytes(), 1));
        } catch (IOException e) {
            sink.accept(Unreadable.rest(source, 0, e));
            return;
        }
        SourceItem item = RecordCheck.ofBytes(source, 0, bytes, options.maxDocumentBytes());
        sink.accept(item instanceof Document(_, String text) ? new Document(source, text) : item);
    }
}
