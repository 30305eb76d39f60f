package dev.baltoro.text.tokenizer;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Encoding throughput beside jtokkit's o200k, whose split pattern is closest to K2's, on one
/// thread and on the JDK's own sources. Measures; asserts nothing.
///
/// `./mvnw -Dquick test -Dtest=EncodingBenchTest -DexcludedGroups=slow`
@Tag("bench")
class EncodingBenchTest {
    private static final int CHARS = 24_000_000;
    private static final int ROUNDS = 5;

    @Test
    void encodingIsMeasuredBesideJtokkit() throws IOException {
        List<String> texts = texts();
        long bytes = texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
        Encoding o200k = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        Tokenizer k2 = K2Vocabulary.tokenizer();
        Tokenizer small =
                new BpeTrainer(8192, 2, BpeTrainer.Progress.SILENT).train(texts.iterator());
        for (int round = 0; round < ROUNDS; round++) {
            double jtokkit = rate(bytes, texts, text -> o200k.encodeOrdinary(text).size());
            double ours = rate(bytes, texts, text -> k2.encode(text).length);
            double trained = rate(bytes, texts, text -> small.encode(text).length);
            System.out.printf(
                    "MB/s: jtokkit o200k %.1f, K2 %.1f (x %.2f), 8192 trained here %.1f (x %.2f)%n",
                    jtokkit, ours, ours / jtokkit, trained, trained / jtokkit);
        }
    }

    private static double rate(long bytes, List<String> texts, ToIntFunction<String> encoder) {
        long start = System.nanoTime();
        long tokens = 0;
        for (String text : texts) {
            tokens += encoder.applyAsInt(text);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (tokens == 0) {
            throw new IllegalStateException("no tokens");
        }
        return bytes / 1e6 / seconds;
    }

    private static List<String> texts() throws IOException {
        Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        assumeThat(sources).isRegularFile();
        List<String> texts = new ArrayList<>();
        int size = 0;
        try (ZipFile zip = new ZipFile(sources.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements() && size < CHARS) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith("java.base/") && entry.getName().endsWith(".java")) {
                    byte[] bytes = zip.getInputStream(entry).readAllBytes();
                    texts.add(new String(bytes, StandardCharsets.UTF_8));
                    size += bytes.length;
                }
            }
        }
        return texts;
    }
}
