package dev.baltoro.train.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.data.read.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkSourceTextTest {
    @TempDir Path folder;

    @Test
    void filesOfThePackagesComeWithoutLicenceInOrderAndWithinLimits() throws IOException {
        Path zip = folder.resolve("src.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            put(out, "java.base/java/util/B.java", "/* licence */\n\n/*\n * more\n */\npackage b;");
            put(out, "java.base/java/util/A.java", "package a;");
            put(out, "java.base/java/util/Long.java", "package " + "x".repeat(100));
            put(out, "java.base/java/util/zip/C.java", "package c;");
            put(out, "java.base/java/util/package-info.java", "package i;");
            put(out, "java.sql/java/util/D.java", "package d;");
            put(out, "java.base/java/io/E.java", "package e;");
        }
        var text = new JdkSourceText(zip, List.of("java.util", "java.io"), 60, 1000);
        assertThat(read(text))
                .extracting(Document::text)
                .containsExactly("package a;\n", "package b;\n", "package e;\n");
        assertThat(read(new JdkSourceText(zip, List.of("java.util"), 60, 20)))
                .extracting(Document::id)
                .containsExactly("jdk:java.base/java/util/A.java");
    }

    private static List<Document> read(JdkSourceText text) {
        try (Stream<Document> documents = text.documents()) {
            return documents.toList();
        }
    }

    private static void put(ZipOutputStream out, String name, String text) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
    }
}
