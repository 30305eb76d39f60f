package dev.baltoro.agent.embedding;

import dev.baltoro.io.Durable;
import dev.baltoro.io.Sums;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Vectors of texts in a file, so that the same texts are embedded once. The file says of which
/// texts and model its vectors are; with any others it is made anew.
///
/// Its bytes: 64 characters of a sum, the number of texts and of dimensions (4 bytes each, the
/// highest first), then all numbers, text by text.
public final class VectorFile {
    private static final int SUM_CHARS = 64;

    private VectorFile() {}

    /// {@return the vector of each text, from the file if it has them}
    ///
    /// @param file written if it is not there or is of other texts; its folder exists
    /// @param progress told how many are embedded; never, if the file has them
    /// @throws IOException if the file cannot be read or written
    public static List<float[]> of(
            List<String> texts, TextEmbedder embedder, Path file, IntConsumer progress)
            throws IOException, InterruptedException {
        String sum = sum(texts, embedder);
        Optional<List<float[]>> kept = read(file, sum, texts.size(), embedder.dimensions());
        if (kept.isPresent()) {
            return kept.get();
        }
        List<float[]> vectors = Embeddings.of(texts, embedder, progress);
        write(file, sum, vectors, embedder.dimensions());
        return vectors;
    }

    private static String sum(List<String> texts, TextEmbedder embedder) {
        StringBuilder all = new StringBuilder(embedder.id());
        texts.forEach(text -> all.append('\n').append(text.length()).append(' ').append(text));
        return Sums.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<List<float[]>> read(Path file, String sum, int count, int dimensions)
            throws IOException {
        long size = SUM_CHARS + 8L + 4L * count * dimensions;
        if (!Files.isRegularFile(file) || Files.size(file) != size) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        byte[] of = new byte[SUM_CHARS];
        bytes.get(of);
        boolean same = new String(of, StandardCharsets.US_ASCII).equals(sum);
        if (!same || bytes.getInt() != count || bytes.getInt() != dimensions) {
            return Optional.empty();
        }
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[dimensions];
            for (int d = 0; d < dimensions; d++) {
                vector[d] = bytes.getFloat();
            }
            vectors.add(vector);
        }
        return Optional.of(vectors);
    }

    private static void write(Path file, String sum, List<float[]> vectors, int dimensions)
            throws IOException {
        int bytes = Math.toIntExact(SUM_CHARS + 8L + 4L * vectors.size() * dimensions);
        ByteBuffer out = ByteBuffer.allocate(bytes);
        out.put(sum.getBytes(StandardCharsets.US_ASCII)).putInt(vectors.size()).putInt(dimensions);
        for (float[] vector : vectors) {
            for (float value : vector) {
                out.putFloat(value);
            }
        }
        Durable.replace(file, out.array());
    }
}
