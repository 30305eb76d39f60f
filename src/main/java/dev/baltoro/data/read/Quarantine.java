package dev.baltoro.data.read;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// The rejected records of a domain: counted by reason, and written to a file of JSON lines with
/// source, line, reason, detail where there is one, and an excerpt (`excerpt`, or `excerpt_base64`
/// where it is not UTF-8).
public final class Quarantine implements AutoCloseable {
    /// Records that are written down; further ones are only counted.
    static final long MAX_RECORDS = 1_000_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private Optional<BufferedWriter> writer = Optional.empty();
    private Optional<Rejection> first = Optional.empty();
    private long written;

    /// The file is made at the first rejected record.
    public Quarantine(Path file) {
        this.file = file;
    }

    /// Counts a rejected record and writes it down.
    public void add(Rejection rejection) throws IOException {
        first = first.or(() -> Optional.of(rejection));
        counts.merge(rejection.reason().label(), 1L, Long::sum);
        if (written == MAX_RECORDS) {
            return;
        }
        if (writer.isEmpty()) {
            writer = Optional.of(Files.newBufferedWriter(file));
        }
        writer.get().write(JSON.writeValueAsString(fields(rejection)));
        writer.get().write('\n');
        written++;
    }

    /// The first rejected record, if there is one.
    public Optional<Rejection> first() {
        return first;
    }

    /// Rejected records by reason.
    public SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    public void close() throws IOException {
        if (writer.isPresent()) {
            writer.get().close();
        }
    }

    private static Map<String, Object> fields(Rejection rejection) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", rejection.source());
        fields.put("line", rejection.line());
        fields.put("reason", rejection.reason().label());
        if (!rejection.detail().isEmpty()) {
            fields.put("detail", rejection.detail());
        }
        Optional<String> text = text(rejection.excerpt());
        if (text.isPresent()) {
            fields.put("excerpt", text.get());
        } else {
            fields.put("excerpt_base64", Base64.getEncoder().encodeToString(rejection.excerpt()));
        }
        return fields;
    }

    /// The excerpt as text; its cut may have gone through a character, so up to three last bytes of
    /// a full excerpt may be missing.
    private static Optional<String> text(byte[] excerpt) {
        int most = excerpt.length == Rejection.MAX_EXCERPT_BYTES ? 3 : 0;
        for (int cut = 0; cut <= most; cut++) {
            var text = Utf8Check.decode(Arrays.copyOf(excerpt, excerpt.length - cut));
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }
}
