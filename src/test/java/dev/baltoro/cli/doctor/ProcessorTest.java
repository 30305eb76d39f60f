package dev.baltoro.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
    @TempDir Path folder;

    private Processor listing(String text) throws IOException {
        return Processor.read(Files.writeString(folder.resolve("cpuinfo"), text)).orElseThrow();
    }

    @Test
    void listsWhatDecidesHowNumbersAreComputed() throws IOException {
        Processor processor =
                listing(
                        "processor\t: 0\nmodel name\t: Some CPU @ 2.10GHz\n"
                                + "flags\t\t: fpu sse4_1 avx avx2 fma avx512f avx512_bf16\n\n"
                                + "processor\t: 1\nmodel name\t: another\nflags\t\t: fpu\n");
        assertThat(processor.describe(false))
                .isEqualTo("Some CPU @ 2.10GHz; SSE4.1, AVX, AVX2, FMA, AVX-512, AVX-512 bf16");
    }

    @Test
    void amxThatTheSystemRefusesIsNamedAsSuch() throws IOException {
        Processor processor = listing("model name : X\nflags : avx2 amx_tile amx_int8\n");
        assertThat(processor.describe(false))
                .isEqualTo("X; AVX2, AMX (listed, but refused by the system)");
        assertThat(processor.describe(true)).isEqualTo("X; AVX2, AMX");
    }

    @Test
    void aSystemWithoutTheListIsNoError() throws IOException {
        assertThat(Processor.read(folder.resolve("none"))).isEmpty();
        assertThat(listing("").describe(false)).endsWith("; no vector instructions listed");
    }
}
