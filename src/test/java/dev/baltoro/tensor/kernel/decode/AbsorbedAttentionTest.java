package dev.baltoro.tensor.kernel.decode;

import static dev.baltoro.tensor.kernel.decode.Operands.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsorbedAttentionTest {
    private static final PackedTokens PACKED = new PackedTokens();
    private static final float SCALE = 0.1f;

    /// Weights are below one and sum to one, so the error is that of fp32 scores (some 1e-6 of
    /// values of about 10, in the exponent) and of sums: 2e-5 leaves a factor of two.
    private static final Offset<Double> TOLERANCE = Offset.offset(2e-5);

    @AfterAll
    static void close() {
        PACKED.close();
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 16, 128, 32, 8, 200",
        "F32, 16, 24, 8, 3, 1",
        "F32, 5, 19, 6, 5, 33",
        "BF16, 16, 128, 32, 8, 200",
        "BF16, 128, 128, 32, 8, 300",
        "BF16, 64, 512, 64, 2, 65",
        "BF16, 7, 19, 6, 1, 40",
        "F32, 32, 32, 16, 4, 100",
        "F32, 32, 32, 8, 3, 61",
        "F32, 32, 24, 4, 2, 47",
        "BF16, 32, 32, 16, 4, 100",
        "BF16, 32, 40, 8, 3, 61",
        "BF16, 32, 24, 4, 2, 47"
    })
    void equalsTwoPassesInDoublePrecision(
            DType dtype, int pageTokens, int rank, int rope, int heads, int length) {
        try (Arena arena = Arena.ofConfined()) {
            int[] pages = pages(length, pageTokens);
            LatentLayer cache = filled(arena, dtype, pageTokens, rank, rope, pages, length);
            float[] query = normal("query", heads * (rank + rope));
            float[] out = new float[heads * rank];
            float[] plain = out.clone();
            float[] scratch = new float[AbsorbedAttention.scratch(heads)];
            AbsorbedAttention.attend(
                    cache, pages, length, SCALE, query, 0, 0, heads, out, 0, scratch, PACKED);
            PlainAttention.attend(cache, pages, length, SCALE, query, 0, heads, plain, 0);
            for (int i = 0; i < out.length; i++) {
                assertThat((double) out[i]).as("out[%d]", i).isCloseTo(plain[i], TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"F32", "BF16"})
    void bitsDoNotDependOnTheSplitOfHeads(DType dtype) {
        int heads = 9;
        int length = 150;
        try (Arena arena = Arena.ofConfined()) {
            int[] pages = pages(length, 48);
            LatentLayer cache = filled(arena, dtype, 48, 72, 16, pages, length);
            float[] query = normal("query", heads * 88);
            float[] scratch = new float[AbsorbedAttention.scratch(heads)];
            float[] together = new float[heads * 72];
            AbsorbedAttention.attend(
                    cache, pages, length, SCALE, query, 0, 0, heads, together, 0, scratch, PACKED);
            float[] alone = new float[heads * 72];
            for (int h = 0; h < heads; h++) {
                AbsorbedAttention.attend(
                        cache, pages, length, SCALE, query, 0, h, h + 1, alone, 0, scratch, PACKED);
            }
            assertThat(alone).isEqualTo(together);
        }
    }

    @Test
    void growingScoresKeepTheSumFinite() {
        int length = 256;
        try (Arena arena = Arena.ofConfined()) {
            int[] pages = pages(length, 16);
            LatentLayer cache = layer(arena, DType.F32, 16, 16, 8, pages);
            float[] row = new float[24];
            for (int j = 0; j < length; j++) {
                Arrays.fill(row, j);
                cache.write(pages, j, row, 0);
            }
            float[] query = new float[24];
            Arrays.fill(query, 10);
            float[] out = new float[16];
            float[] scratch = new float[AbsorbedAttention.scratch(1)];
            AbsorbedAttention.attend(
                    cache, pages, length, 1, query, 0, 0, 1, out, 0, scratch, PACKED);
            // Each token's score is 240 above the one before: the last one takes it all.
            assertThat(out).containsOnly(255f);
        }
    }

    @Test
    void tokensBeyondTheLastPageAreRefused() {
        try (Arena arena = Arena.ofConfined()) {
            int[] pages = pages(20, 16);
            LatentLayer cache = layer(arena, DType.F32, 16, 16, 8, pages);
            float[] scratch = new float[AbsorbedAttention.scratch(1)];
            assertThatThrownBy(() ->
                            AbsorbedAttention.attend(
                                    cache,
                                    pages,
                                    33,
                                    1,
                                    new float[24],
                                    0,
                                    0,
                                    1,
                                    new float[16],
                                    0,
                                    scratch,
                                    PACKED))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void pagesThatTheCacheLacksAreRefused() {
        try (Arena arena = Arena.ofConfined()) {
            LatentLayer cache = layer(arena, DType.F32, 16, 16, 8, pages(20, 16));
            float[] values = new float[24];
            for (int page : new int[] {-1, 2, Integer.MAX_VALUE}) {
                int[] pages = {0, page};
                cache.write(pages, 15, values, 0);
                assertThatThrownBy(() -> cache.write(pages, 16, values, 0))
                        .isInstanceOf(IndexOutOfBoundsException.class);
                float[] out = new float[16];
                float[] scratch = new float[AbsorbedAttention.scratch(1)];
                assertThatThrownBy(() ->
                                AbsorbedAttention.attend(
                                        cache, pages, 17, 1, values, 0, 0, 1, out, 0, scratch,
                                        PACKED))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    /// Pages in reverse order, so that reading them in a row would fail.
    private static int[] pages(int length, int pageTokens) {
        int count = (length + pageTokens - 1) / pageTokens;
        int[] pages = new int[count];
        for (int i = 0; i < count; i++) {
            pages[i] = count - 1 - i;
        }
        return pages;
    }

    private static LatentLayer layer(
            Arena arena, DType dtype, int pageTokens, int rank, int rope, int[] pages) {
        long rowBytes = (long) (rank + rope) * dtype.bytes();
        long pageBytes = pageTokens * rowBytes + 64; // another layer lies between
        MemorySegment memory = arena.allocate(pages.length * pageBytes, 64);
        // What was never written must never be read into a result.
        memory.fill((byte) -1);
        return new LatentLayer(
                memory.address(), pages.length, pageBytes, rowBytes, dtype, pageTokens, rank, rope);
    }

    private static LatentLayer filled(
            Arena arena, DType dtype, int pageTokens, int rank, int rope, int[] pages, int length) {
        LatentLayer cache = layer(arena, dtype, pageTokens, rank, rope, pages);
        float[] values = normal("cache", length * cache.width());
        for (int j = 0; j < length; j++) {
            cache.write(pages, j, values, j * cache.width());
        }
        return cache;
    }
}
