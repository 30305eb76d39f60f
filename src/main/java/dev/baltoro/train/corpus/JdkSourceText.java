package dev.baltoro.train.corpus;

import dev.baltoro.data.read.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The Java source, with its English documentation, that a JDK brings in `lib/src.zip`; one
/// document a file, without its licence header.
///
/// @param sourceZip the archive
/// @param packages packages of `java.base`, such as `java.util`, without those below them
/// @param maxDocumentBytes files that are longer are left out
/// @param maxBytes files are taken in order until the next would pass this many bytes
public record JdkSourceText(
        Path sourceZip, List<String> packages, int maxDocumentBytes, long maxBytes) {
    /// Packages that read well: collections, text, files, time, functions.
    public static final List<String> DEFAULT_PACKAGES =
            List.of(
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.util.concurrent",
                    "java.lang",
                    "java.io",
                    "java.nio.file",
                    "java.time",
                    "java.text");

    /// Longest file by default.
    public static final int DEFAULT_MAX_DOCUMENT_BYTES = 1 << 16;

    /// All files together by default.
    public static final long DEFAULT_MAX_BYTES = 8L << 20;

    private static final String MODULE = "java.base/";

    /// The source of the JDK that runs this program, if it brought it.
    public static Optional<JdkSourceText> ofRunningJdk() {
        Path zip = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        return Files.isRegularFile(zip)
                ? Optional.of(
                        new JdkSourceText(
                                zip,
                                DEFAULT_PACKAGES,
                                DEFAULT_MAX_DOCUMENT_BYTES,
                                DEFAULT_MAX_BYTES))
                : Optional.empty();
    }

    /// The files package by package, in order of name; the stream holds the archive open.
    public Stream<Document> documents() {
        try {
            ZipFile zip = new ZipFile(sourceZip.toFile());
            return chosen(zip).stream()
                    .map(entry -> document(zip, entry))
                    .onClose(() -> close(zip));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + sourceZip, e);
        }
    }

    private List<ZipEntry> chosen(ZipFile zip) {
        List<ZipEntry> chosen = new ArrayList<>();
        long bytes = 0;
        for (String name : packages) {
            List<ZipEntry> entries =
                    zip.stream()
                            .filter(entry -> isSource(entry, name))
                            .sorted(Comparator.comparing(ZipEntry::getName))
                            .map(ZipEntry.class::cast)
                            .toList();
            for (ZipEntry entry : entries) {
                bytes += entry.getSize();
                if (bytes > maxBytes) {
                    return chosen;
                }
                chosen.add(entry);
            }
        }
        return chosen;
    }

    private boolean isSource(ZipEntry entry, String packageName) {
        String path = entry.getName();
        String folder = MODULE + packageName.replace('.', '/');
        int slash = path.lastIndexOf('/');
        return slash == folder.length()
                && path.startsWith(folder)
                && path.endsWith(".java")
                && !path.endsWith("-info.java")
                && entry.getSize() <= maxDocumentBytes;
    }

    private static Document document(ZipFile zip, ZipEntry entry) {
        try (InputStream in = zip.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Document("jdk:" + entry.getName(), withoutHeader(text));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + entry.getName(), e);
        }
    }

    /// The text after the comments that come before the package's name.
    static String withoutHeader(String text) {
        String rest = text.strip();
        while (rest.startsWith("/*")) {
            int end = rest.indexOf("*/");
            if (end < 0) {
                return rest;
            }
            rest = rest.substring(end + 2).stripLeading();
        }
        return rest + "\n";
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
