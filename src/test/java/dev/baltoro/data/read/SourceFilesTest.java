package dev.baltoro.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.baltoro.data.DataException;
import dev.baltoro.data.read.ReadingOptions.TextUnit;
import dev.baltoro.data.shard.ByteEncoder;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFilesTest {
    @TempDir Path folder;

    @Test
    void folderIsReadRecursivelyInSortedOrderWithoutHiddenFiles() throws IOException {
        write("b.txt", "bee");
        write("a/z.md", "zed");
        write("a/B.java", "class B {}");
        write("a.jsonl", "{\"text\":\"json\"}\n");
        write(".git/config", "hidden");
        write("c/.secret.txt", "hidden");
        assertThat(texts(read(ReadingOptions.defaults())))
                .containsExactly("json", "class B {}", "zed", "bee");
        assertThatThrownBy(() ->
                        new SourceFiles(folder.resolve("none"), ReadingOptions.defaults())
                                .read(_ -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void filesMayBeSplitIntoLinesOrParagraphs() throws IOException {
        write("a.txt", "one\ntwo\r\n\n  \nthree\n\n\nfour");
        assertThat(texts(read(options(TextUnit.FILE, 100)))).hasSize(1);
        assertThat(read(options(TextUnit.LINE, 100)))
                .extracting(item -> ((Document) item).id().replaceFirst(".*a.txt", ""))
                .containsExactly(":1", ":2", ":5", ":8");
        assertThat(texts(read(options(TextUnit.PARAGRAPH, 100))))
                .containsExactly("one\ntwo", "three", "four");
    }

    @ParameterizedTest
    @EnumSource(value = TextUnit.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCK")
    void textsOverTheLimitAreRejectedAndTheirNeighboursKept(TextUnit unit) throws IOException {
        write("a.txt", "short");
        write("b.txt", "x".repeat(1_000_000));
        write("c.txt", "y".repeat(10));
        List<SourceItem> items = read(options(unit, 10));
        assertThat(texts(items)).containsExactly("short", "y".repeat(10));
        assertThat(rejections(items)).containsExactly(RejectionReason.TOO_LONG);
        var rejection = (Rejection) items.get(1);
        assertThat(rejection.excerpt().length).isBetween(11, Rejection.MAX_EXCERPT_BYTES);
    }

    @Test
    void whatIsNoTextIsRejectedWithItsReason() throws IOException {
        Files.write(folder.resolve("a.txt"), new byte[] {'o', 'k', (byte) 0xC3, '(', 'x'});
        Files.write(folder.resolve("b.bin"), new byte[] {'P', 'K', 0, 1, 2});
        write("c.txt", " \n\t\n");
        write("d.txt", "\uFEFFmarked");
        List<SourceItem> items = read(ReadingOptions.defaults());
        assertThat(rejections(items))
                .containsExactly(
                        RejectionReason.BAD_UTF8, RejectionReason.BINARY, RejectionReason.EMPTY);
        assertThat(texts(items)).containsExactly("marked");
    }

    @Test
    void eachCorruptJsonLineIsRejectedAndTheOthersKept() throws IOException {
        var lines = new ByteArrayOutputStream();
        for (String line :
                List.of(
                        "{\"text\":\"one\",\"id\":7}",
                        "{\"text\":\"cut",
                        "",
                        "[1,2]",
                        "{\"txt\":\"other field\"}",
                        "{\"text\":null}",
                        "{\"text\":5}",
                        "{\"text\":\"\"}",
                        "{\"text\":\"half \\ud83d pair\"}",
                        "{\"text\":\"" + "x".repeat(50) + "\"}",
                        "{\"text\":\"tw\\u00f6\"} trailing")) {
            lines.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        lines.writeBytes(new byte[] {'{', '"', (byte) 0xFF, '"', '}', '\n'});
        lines.writeBytes("{\"text\":\"last\"}".getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("a.jsonl"), lines.toByteArray());
        List<SourceItem> items = read(options(TextUnit.FILE, 40));
        assertThat(texts(items)).containsExactly("one", "last");
        assertThat(
                        items.stream()
                                .filter(Rejection.class::isInstance)
                                .map(item ->
                                        ((Rejection) item).line()
                                                + " "
                                                + ((Rejection) item).reason()))
                .containsExactly(
                        "2 BAD_JSON",
                        "4 BAD_JSON",
                        "5 MISSING_FIELD",
                        "6 MISSING_FIELD",
                        "7 NOT_A_STRING",
                        "8 EMPTY",
                        "9 BAD_UTF8",
                        "10 TOO_LONG",
                        "11 BAD_JSON",
                        "12 BAD_UTF8");
    }

    @Test
    void fieldNameIsFree() throws IOException {
        write("a.jsonl", "{\"content\":\"here\",\"text\":\"not here\"}");
        assertThat(texts(read(new ReadingOptions(TextUnit.FILE, "content", 100))))
                .containsExactly("here");
    }

    @Test
    void packedFilesAreUnpackedAndCutOnesReported() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append("{\"text\":\"document ").append(i * 7919L).append("\"}\n");
        }
        byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] gzip = gzip(plain);
        byte[] zstd = Zstd.compress(plain);
        Files.write(folder.resolve("a.jsonl.gz"), gzip);
        Files.write(folder.resolve("b.jsonl.zst"), zstd);
        assertThat(texts(read(ReadingOptions.defaults()))).hasSize(10_000);

        Files.write(folder.resolve("a.jsonl.gz"), Arrays.copyOf(gzip, gzip.length / 2));
        Files.write(folder.resolve("b.jsonl.zst"), Arrays.copyOf(zstd, zstd.length - 10));
        write("c.jsonl.gz", "this is no gzip");
        List<SourceItem> items = read(ReadingOptions.defaults());
        assertThat(rejections(items))
                .filteredOn(reason -> reason == RejectionReason.UNREADABLE)
                .hasSize(2);
        // what is not packed in spite of its name is read as it is
        assertThat(rejections(items)).endsWith(RejectionReason.BAD_JSON);
        assertThat(texts(items)).hasSizeBetween(1, 9_999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "gzip"})
    void parquetColumnIsRead(String codec) throws IOException {
        copyParquet(codec);
        List<SourceItem> items = read(ReadingOptions.defaults());
        assertThat(texts(items)).containsExactly("first document", "second: Grüße 你好", "fifth");
        assertThat(rejections(items))
                .containsExactly(RejectionReason.MISSING_FIELD, RejectionReason.EMPTY);
        assertThat(((Rejection) items.get(2)).line()).isEqualTo(3);
    }

    @Test
    void parquetWithoutTheColumnOrDamagedIsSaid() throws IOException {
        Path file = copyParquet("snappy");
        assertThatThrownBy(() -> read(new ReadingOptions(TextUnit.FILE, "body", 100)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no column \"body\"")
                .hasMessageContaining("text");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, 200, (byte) 0x55);
        Files.write(file, bytes);
        assertThat(rejections(read(ReadingOptions.defaults())))
                .contains(RejectionReason.UNREADABLE);
        Files.write(file, Arrays.copyOf(bytes, 100));
        assertThat(rejections(read(ReadingOptions.defaults())))
                .containsExactly(RejectionReason.UNREADABLE);
    }

    @Test
    void failuresOfTheSinkAreNotTakenForDamage() throws IOException {
        copyParquet("snappy");
        assertThatThrownBy(() ->
                        new SourceFiles(folder, ReadingOptions.defaults())
                                .read(_ -> {
                                    throw new IllegalStateException("disk full");
                                }))
                .hasMessage("disk full");
    }

    @Test
    void rejectedRecordsAreInQuarantineAndInTheManifest() throws IOException {
        write("a.jsonl", "{\"text\":\"good\"}\n{bad\n{\"text\":\"good too\"}\n");
        Files.write(folder.resolve("b.txt"), new byte[] {(byte) 0xC3, '('});
        Path target = folder.resolveSibling(folder.getFileName() + "-set");
        var manifest =
                new DatasetPreparation(
                                new ByteEncoder(),
                                Texts.options(0, 2, 1000),
                                PreparationListener.silent())
                        .write(
                                target,
                                java.util.Map.of(
                                        "a",
                                        List.of(
                                                new SourceFiles(
                                                        folder, ReadingOptions.defaults()))));
        assertThat(manifest.domain("a").quarantined())
                .containsEntry("bad_json", 1L)
                .containsEntry("bad_utf8", 1L)
                .hasSize(2);
        assertThat(Files.readAllLines(target.resolve("a/quarantine.jsonl")))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains("a.jsonl\"")
                                        .contains("\"line\":2")
                                        .contains("\"reason\":\"bad_json\"")
                                        .contains("\"excerpt\":\"{bad\""),
                        line -> assertThat(line).contains("\"excerpt_base64\":\"wyg=\""));
    }

    private List<SourceItem> read(ReadingOptions options) throws IOException {
        List<SourceItem> items = new ArrayList<>();
        new SourceFiles(folder, options).read(items::add);
        return items;
    }

    private static ReadingOptions options(TextUnit unit, int maxBytes) {
        return new ReadingOptions(unit, "text", maxBytes);
    }

    private static List<String> texts(List<SourceItem> items) {
        return items.stream()
                .filter(Document.class::isInstance)
                .map(item -> ((Document) item).text())
                .toList();
    }

    private static List<RejectionReason> rejections(List<SourceItem> items) {
        return items.stream()
                .filter(Rejection.class::isInstance)
                .map(item -> ((Rejection) item).reason())
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path copyParquet(String codec) throws IOException {
        Path file = folder.resolve("rows.parquet");
        try (InputStream in = getClass().getResourceAsStream(codec + ".parquet")) {
            Files.copy(in, file);
        }
        return file;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
