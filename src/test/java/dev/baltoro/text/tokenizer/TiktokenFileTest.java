package dev.baltoro.text.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiktokenFileTest {
    @TempDir private Path folder;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void fill() {
        for (int b = 0; b < 256; b++) {
            lines.add(Base64.getEncoder().encodeToString(new byte[] {(byte) b}) + " " + b);
        }
        lines.add("YWI= 256");
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Vocabulary vocabulary = TiktokenFile.read(write());
        assertThat(vocabulary.size()).isEqualTo(257);
        assertThat(vocabulary.bytes(256)).asString().isEqualTo("ab");
        Path copy = folder.resolve("copy");
        TiktokenFile.write(vocabulary, copy);
        assertThat(Files.readAllLines(copy)).isEqualTo(lines);
    }

    @Test
    void wrongLinesAreNamed() {
        assertFails("YWI", "tiktoken.model:258: expected a token in base64, a space and its rank");
        assertFails("Y*I= 257", "tiktoken.model:258: the token is not valid base64");
        assertFails("YWM= x", "tiktoken.model:258: the rank is not a number of at least 0");
        assertFails("YWM= -1", "tiktoken.model:258: the rank is not a number of at least 0");
        assertFails("YWM= 300", "rank 300, but there are only 258 tokens, so a rank is missing");
        assertFails("YWM= 256", "rank 256 is given twice");
        assertFails("YWI= 257", "tokens 256 and 257 have the same bytes");
    }

    @Test
    void missingByteIsAnError() {
        lines.set(65, "YWJj 65");
        assertThatThrownBy(() -> TiktokenFile.read(write()))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("the single byte 0x41 has no rank; all 256 must");
    }

    private void assertFails(String line, String message) {
        lines.add(line);
        assertThatThrownBy(() -> TiktokenFile.read(write()))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(message)
                .hasMessageContaining(folder.toString());
        lines.removeLast();
    }

    private Path write() throws IOException {
        return Files.write(folder.resolve("tiktoken.model"), lines);
    }
}
