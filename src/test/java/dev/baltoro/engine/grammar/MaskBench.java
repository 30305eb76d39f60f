package dev.baltoro.engine.grammar;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baltoro.engine.grammar.schema.SchemaReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/// The schemas of JSONSchemaBench, each with values that are valid or not, where they are at hand.
final class MaskBench {
    private static final int BLOCK = 512;

    /// One file of it.
    ///
    /// @param tests objects with `data` and `valid`
    record Case(String name, JsonNode schema, List<JsonNode> tests) {}

    private MaskBench() {}

    /// {@return all of them in the order of their names; skips the test where there are none}
    static List<Case> cases() {
        Path archive =
                Path.of(System.getProperty("baltoro.testdata", "../shared/testdata"))
                        .resolve("jsonschemabench/maskbench.tar.gz");
        assumeTrue(Files.exists(archive), "no JSONSchemaBench at " + archive);
        List<Case> cases = new ArrayList<>();
        try (InputStream file = Files.newInputStream(archive);
                DataInputStream tar = new DataInputStream(new GZIPInputStream(file, 1 << 16))) {
            byte[] header = new byte[BLOCK];
            for (tar.readFully(header); header[0] != 0; tar.readFully(header)) {
                String name = text(header, 0, 100);
                int size = Integer.parseInt(text(header, 124, 12), 8);
                byte[] content = tar.readNBytes(size);
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (name.endsWith(".json")) {
                    cases.add(read(name.substring(name.lastIndexOf('/') + 1), content));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cases.sort(java.util.Comparator.comparing(Case::name));
        return cases;
    }

    private static Case read(String name, byte[] content) {
        JsonNode root = SchemaReader.parse(new String(content, StandardCharsets.UTF_8));
        return new Case(name, root.path("schema"), root.path("tests").valueStream().toList());
    }

    private static String text(byte[] header, int from, int length) {
        String field = new String(header, from, length, StandardCharsets.UTF_8);
        int end = field.indexOf('\0');
        return (end < 0 ? field : field.substring(0, end)).trim();
    }
}
