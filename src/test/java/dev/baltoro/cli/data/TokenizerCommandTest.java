package dev.baltoro.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TokenizerCommandTest {
    @TempDir private Path folder;
    private Path tokenizer;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void train() throws IOException {
        Files.writeString(
                folder.resolve("a.txt"),
                "the quick brown fox jumps over the lazy dog. ".repeat(20));
        tokenizer = folder.resolve("tok");
        assertThat(execute("train", "--input", folder, "--vocab-size", 300, "--out", tokenizer))
                .isZero();
    }

    @Test
    void trainingWritesAFolderAndSaysSo() {
        assertThat(tokenizer.resolve("tiktoken.model")).exists();
        assertThat(tokenizer.resolve("tokenizer_config.json")).exists();
        assertThat(err.toString()).contains("300 ids, of which 32 are special tokens");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void linesAreEncodedAndDecoded() throws IOException {
        String lines =
                "{\"text\":\"the cat\"}\n\n{\"text\":\"\",\"more\":1}\n{\"text\":\"北\\ud800\"}";
        String ids = encode(lines);
        assertThat(ids.lines()).hasSize(3).element(1).isEqualTo("{\"ids\":[]}");
        assertThat(decode(ids).lines())
                .containsExactly(
                        "{\"text\":\"the cat\"}", "{\"text\":\"\"}", "{\"text\":\"北\uFFFD\"}");
    }

    @Test
    void specialTokensAreTextUnlessAskedFor() throws IOException {
        String line = "{\"text\":\"<|im_end|>\"}\n";
        assertThat(encode(line)).contains(",");
        assertThat(encode(line, "--special")).isEqualTo("{\"ids\":[270]}\n");
        assertThat(decode("{\"ids\":[270]}")).isEqualTo(line);
    }

    @Test
    void lineOfManyMegabytesIsEncoded() throws IOException {
        int size = 30_000_000;
        String ids = encode("{\"text\":\"" + "x".repeat(size) + "\"}");
        assertThat(ids.chars().filter(c -> c == ',').count()).isEqualTo(size - 1);
    }

    @Test
    void aByteOrderMarkBeforeTheLinesIsNoPartOfThem() throws IOException {
        assertThat(encode("\uFEFF{\"text\":\"a\"}\r\n")).isEqualTo("{\"ids\":[97]}\n");
    }

    @Test
    void wrongLinesAreNamedByNumber() {
        assertThatThrownBy(() -> encode("{\"text\":\"a\"}\n{\"txt\":1}"))
                .isInstanceOf(Failure.class)
                .hasMessage("line 2 is not of the form {\"text\":\"...\"}");
        assertThatThrownBy(() -> encode("{\"text\":null}"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("line 1 is not of the form");
        assertThatThrownBy(() -> encode("hello"))
                .isInstanceOf(Failure.class)
                .hasMessage("line 1 is not JSON; write {\"text\":\"...\"}");
        assertThatThrownBy(() -> encode("{\"text\":\"a\"} x"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("line 1 is not");
        assertThatThrownBy(() -> decode("{\"ids\":[1.5]}"))
                .isInstanceOf(Failure.class)
                .hasMessage("line 1 is not of the form {\"ids\":[...]}");
        assertThatThrownBy(() -> decode("{\"ids\":[null]}")).isInstanceOf(Failure.class);
        for (String ids : new String[] {"[\"7\"]", "[true]", "[2147483648]", "\"7\""}) {
            assertThatThrownBy(() -> decode("{\"ids\":" + ids + "}"))
                    .isInstanceOf(Failure.class)
                    .hasMessage("line 1 is not of the form {\"ids\":[...]}");
        }
        for (String text : new String[] {"5", "1.5", "true", "[\"a\"]"}) {
            assertThatThrownBy(() -> encode("{\"text\":" + text + "}"))
                    .isInstanceOf(Failure.class)
                    .hasMessage("line 1 is not of the form {\"text\":\"...\"}");
        }
        assertThatThrownBy(() -> decode("{\"ids\":[300]}"))
                .isInstanceOf(Failure.class)
                .hasMessage("line 1: token id 300 is outside of 0 to 299");
    }

    @Test
    void misuseHasItsOwnExitCode() {
        assertThat(execute("train", "--input", folder, "--vocab-size", 5, "--out", tokenizer))
                .isEqualTo(2);
        assertThat(err.toString()).contains("vocabulary size 5 is outside of 288");
        assertThat(execute("encode")).isEqualTo(2);
        assertThat(execute("encode", "--tokenizer", folder.resolve("none"))).isEqualTo(1);
        assertThat(err.toString()).contains("none is absent; name a tiktoken rank file");
    }

    @Test
    void textThatIsNotThereIsAFailure() {
        Path none = folder.resolve("none.txt");
        assertThat(execute("train", "--input", none, "--vocab-size", 300, "--out", tokenizer))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no such file or folder: " + none);
    }

    @Test
    void archivesAreReadAsDataPrepareReadsThem() throws IOException {
        String line = "{\"text\":\"castle river castle river\"}\n";
        Path plain = Files.writeString(folder.resolve("a.txt"), "castle river castle river");
        Path packed = folder.resolve("b.jsonl.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write((line + "{bad\n").getBytes(StandardCharsets.UTF_8));
        }
        Path ofText = folder.resolve("of-text");
        Path ofArchive = folder.resolve("of-archive");
        assertThat(execute("train", "--input", plain, "--vocab-size", 300, "--out", ofText))
                .isZero();
        assertThat(execute("train", "--input", packed, "--vocab-size", 300, "--out", ofArchive))
                .isZero();
        assertThat(err.toString()).contains("left out {bad_json=1}, the first in " + packed);
        assertThat(Tokenizer.load(ofArchive).id()).isEqualTo(Tokenizer.load(ofText).id());
    }

    @Test
    void anOlderTokenizerGoesAndWhatIsNotOneStays() throws IOException {
        Files.writeString(tokenizer.resolve("tokenizer.json"), "of another vocabulary");
        Files.writeString(tokenizer.resolve("notes.txt"), "mine");
        assertThat(execute("train", "--input", folder, "--vocab-size", 320, "--out", tokenizer))
                .isZero();
        assertThat(Tokenizer.load(tokenizer).vocabSize()).isEqualTo(320);
        assertThat(tokenizer.resolve("tokenizer.json")).doesNotExist();
        assertThat(tokenizer.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void theCurrentFolderIsNotReplaced() {
        assertThat(execute("train", "--input", folder, "--vocab-size", 300, "--out", "."))
                .isEqualTo(1);
        assertThat(err.toString()).contains("you are in it");
    }

    @Test
    void tokenShardsAreNoText() throws IOException {
        Path shards = Files.createDirectory(folder.resolve("set"));
        Files.writeString(shards.resolve("train-00000.tokens"), "BALTOKEN");
        assertThat(execute("train", "--input", shards, "--vocab-size", 300, "--out", tokenizer))
                .isEqualTo(1);
        assertThat(err.toString()).contains("train-00000.tokens is a token shard");
    }

    @Test
    void everyHelpEndsInAnExample() {
        for (String command : new String[] {"train", "encode", "decode"}) {
            assertThat(execute(command, "--help")).isZero();
            assertThat(out.toString()).contains("baltoro tokenizer " + command + " --");
        }
    }

    private int execute(Object... arguments) {
        CommandLine line = new CommandLine(new TokenizerCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler((error, failed, parsed) -> {
            assertThat(error).isInstanceOf(Failure.class);
            failed.getErr().println(error.getMessage());
            return 1;
        });
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return line.execute(words);
    }

    private String encode(String lines, String... options) throws IOException {
        TokenizerEncodeCommand command = new TokenizerEncodeCommand();
        CommandLine line = new CommandLine(command);
        line.parseArgs("--tokenizer", tokenizer.toString());
        if (options.length > 0) {
            line.parseArgs("--tokenizer", tokenizer.toString(), options[0]);
        }
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        command.answer(stream(lines), answers);
        return answers.toString(StandardCharsets.UTF_8);
    }

    private String decode(String lines) throws IOException {
        TokenizerDecodeCommand command = new TokenizerDecodeCommand();
        new CommandLine(command).parseArgs("--tokenizer", tokenizer.toString());
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        command.answer(stream(lines), answers);
        return answers.toString(StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream stream(String lines) {
        return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    }
}
