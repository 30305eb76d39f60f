package dev.baltoro.agent.request;

import dev.baltoro.io.Durable;
import dev.baltoro.text.openai.FieldException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A file of requests: UTF-8, one JSON object a line, blank lines left out.
///
/// A line has `id`, `request`, `expected`, `kind` and `difficulty`; `context`, `accept`, `free`,
/// `needs_results`, `ask_about`, and `ask` or `answer` (both are the reply) where they say
/// something. Other keys are passed over.
public final class ToolRequestFile {
    /// Characters of a line.
    public static final int LINE_CHARS_MAX = 1 << 20;

    /// Lines of a file.
    public static final int LINES_MAX = 1_000_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonMapper JSON =
            JsonMapper.builder(JsonFactory.builder().build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ToolRequestFile() {}

    /// A line that is no request.
    ///
    /// @param number of the line, from 1
    /// @param reason one line
    public record BadLine(long number, String reason) {}

    /// What a file holds.
    ///
    /// @param requests in the file's order; ids are unique
    /// @param bad lines that were left out
    public record Contents(List<ToolRequest> requests, List<BadLine> bad) {
        public Contents {
            requests = List.copyOf(requests);
            bad = List.copyOf(bad);
        }
    }

    /// {@return all requests of a file, and the lines that are none}
    ///
    /// @throws IOException if it cannot be read, is not UTF-8, or has too many lines
    public static Contents read(Path file) throws IOException {
        List<ToolRequest> requests = new ArrayList<>();
        List<BadLine> bad = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (++number > LINES_MAX) {
                    throw new IOException(
                            "%s has more than %,d lines; split it".formatted(file, LINES_MAX));
                }
                if (line.startsWith(BYTE_ORDER_MARK) && number == 1) {
                    line = line.substring(BYTE_ORDER_MARK.length());
                }
                if (line.isBlank()) {
                    continue;
                }
                try {
                    ToolRequest request = parse(line);
                    if (ids.add(request.id())) {
                        requests.add(request);
                    } else {
                        bad.add(
                                new BadLine(
                                        number, "id %s is there twice".formatted(request.id())));
                    }
                } catch (IllegalArgumentException e) {
                    bad.add(new BadLine(number, String.valueOf(e.getMessage())));
                }
            }
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        }
        return new Contents(requests, bad);
    }

    /// {@return all requests of a file that must be right throughout}
    ///
    /// @throws IOException that names the first bad line
    public static List<ToolRequest> readWhole(Path file) throws IOException {
        Contents contents = read(file);
        if (!contents.bad().isEmpty()) {
            BadLine first = contents.bad().getFirst();
            throw new IOException(
                    "%s: line %d: %s (bad lines in all: %,d)"
                            .formatted(
                                    file, first.number(), first.reason(), contents.bad().size()));
        }
        return contents.requests();
    }

    /// {@return the request of a line}
    ///
    /// @throws IllegalArgumentException with one line that says what is wrong
    public static ToolRequest parse(String line) {
        if (line.length() > LINE_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "it has %,d characters; a line may have %,d"
                            .formatted(line.length(), LINE_CHARS_MAX));
        }
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JacksonException e) {
            String said = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("it is not JSON: " + said, e);
        }
        if (!json.isObject()) {
            throw new IllegalArgumentException("it is not a JSON object");
        }
        try {
            return ToolRequestReader.read((ObjectNode) json);
        } catch (FieldException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /// {@return a request as a line, without the line's end; [#parse] gives an equal request}
    public static String line(ToolRequest request) {
        return ToolRequestWriter.json(request).toString();
    }

    /// Replaces a file by one of these requests; it is there as a whole or as it was.
    public static void write(Path file, Iterable<ToolRequest> requests) throws IOException {
        Durable.replace(
                file,
                channel -> {
                    Iterator<ToolRequest> each = requests.iterator();
                    while (each.hasNext()) {
                        byte[] line = (line(each.next()) + "\n").getBytes(StandardCharsets.UTF_8);
                        Durable.writeFully(channel, ByteBuffer.wrap(line));
                    }
                });
    }
}
