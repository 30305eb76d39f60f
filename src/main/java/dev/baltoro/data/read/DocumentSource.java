package dev.baltoro.data.read;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Something that yields documents, always in the same order.
public interface DocumentSource {
    /// What the manifest calls this source, such as a path.
    String name();

    /// Hands every document and every rejected record to `sink`, one at a time.
    void read(Consumer<SourceItem> sink) throws IOException;

    /// A source of documents that are made rather than read.
    static DocumentSource of(String name, Supplier<Stream<Document>> documents) {
        return new DocumentSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void read(Consumer<SourceItem> sink) {
                try (Stream<Document> stream = documents.get()) {
                    stream.sequential().forEachOrdered(sink);
                }
            }
        };
    }
}
