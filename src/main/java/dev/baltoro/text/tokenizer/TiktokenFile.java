package dev.baltoro.text.tokenizer;

import dev.baltoro.io.Durable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A tiktoken rank file: a line for each token, its bytes in base64, a space, its rank.
public final class TiktokenFile {
    /// The file's usual name.
    public static final String NAME = "tiktoken.model";

    private static final int LINES_MAX = 1 << 24;

    private TiktokenFile() {}

    /// Reads a rank file, whose lines may be in any order.
    ///
    /// @throws IOException if it cannot be read, or a line is malformed, a rank is missing or given
    ///   twice, or a token occurs twice; the message names the file and, where there is one, the
    ///   line
    public static Vocabulary read(Path file) throws IOException {
        List<byte[]> tokens = new ArrayList<>();
        List<Integer> ranks = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (number > LINES_MAX) {
                    throw new IOException(file + ": more than " + LINES_MAX + " lines");
                }
                if (!line.isBlank()) {
                    parse(line, file + ":" + number, tokens, ranks);
                }
            }
        }
        try {
            return new Vocabulary(inOrder(file, tokens, ranks));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void parse(String line, String place, List<byte[]> tokens, List<Integer> ranks)
            throws IOException {
        int space = line.indexOf(' ');
        if (space < 1) {
            throw new IOException(place + ": expected a token in base64, a space and its rank");
        }
        try {
            tokens.add(Base64.getDecoder().decode(line.substring(0, space)));
        } catch (IllegalArgumentException e) {
            throw new IOException(place + ": the token is not valid base64", e);
        }
        String rank = line.substring(space + 1).strip();
        try {
            ranks.add(Integer.parseUnsignedInt(rank));
        } catch (NumberFormatException e) {
            throw new IOException(place + ": the rank is not a number of at least 0", e);
        }
    }

    private static List<byte[]> inOrder(Path file, List<byte[]> tokens, List<Integer> ranks)
            throws IOException {
        byte[][] ordered = new byte[tokens.size()][];
        for (int i = 0; i < tokens.size(); i++) {
            int rank = ranks.get(i);
            if (rank < 0 || rank >= ordered.length) {
                throw new IOException(
                        "%s: rank %d, but there are only %d tokens, so a rank is missing"
                                .formatted(file, Integer.toUnsignedLong(rank), ordered.length));
            }
            if (ordered[rank] != null) {
                throw new IOException(file + ": rank " + rank + " is given twice");
            }
            ordered[rank] = tokens.get(i);
        }
        return List.of(ordered);
    }

    /// Writes a vocabulary in the order of its ranks.
    public static void write(Vocabulary vocabulary, Path file) throws IOException {
        Base64.Encoder base64 = Base64.getEncoder();
        StringBuilder lines = new StringBuilder();
        for (int rank = 0; rank < vocabulary.size(); rank++) {
            lines.append(base64.encodeToString(vocabulary.bytes(rank)));
            lines.append(' ').append(rank).append('\n');
        }
        Durable.replace(file, lines.toString());
    }
}
