package dev.baltoro.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parquet as pyarrow writes it, in several row groups.
class ParquetReaderTest {
    private static final int ROUNDS = Integer.getInteger("data.rounds", 300);
    private static final int ROWS = 20;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"large", "dictionary", "binary"})
    void eachKindOfTextColumnIsRead(String shape) throws IOException {
        Reading reading = read(bytes(shape), "a.parquet");
        assertThat(reading.rejections()).isEmpty();
        assertThat(reading.texts()).hasSize(ROWS);
        assertThat(reading.texts().getLast())
                .isEqualTo(shape.equals("dictionary") ? "odd" : "document 19");
        assertThat(read(bytes(shape), "part-00000").texts()).hasSize(ROWS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers | holds int64, not text; text is in [body]",
                "nested | has columns of its own, [text.en]; text is in [body]",
                "lists | has columns of its own, [text.list.element]; no column of it holds"
            })
    void aColumnThatIsNoTextIsNamedWithThoseThatAre(String shape, String message) {
        assertThatThrownBy(() -> read(bytes(shape), "a.parquet"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("column \"text\" of ")
                .hasMessageContaining(message);
    }

    @Test
    void damageAnywhereLosesNoRowInSilence() throws IOException {
        long seed = Long.getLong("data.seed", 31);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = bytes(List.of("large", "dictionary", "binary").get(round % 3));
            if (random.nextInt(4) == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            } else {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Reading reading;
            try {
                reading = read(damaged, "a.parquet");
            } catch (DataException named) { // the column's name or type was hit
                assertThat(named).hasMessageContaining("a.parquet");
                continue;
            }
            assertThat(reading.texts().size() + reading.rejections().size())
                    .as("seed %d, round %d: %s", seed, round, reading.places())
                    .isGreaterThanOrEqualTo(reading.rejections().isEmpty() ? ROWS : 1);
            assertThat(reading.places())
                    .as("seed %d, round %d", seed, round)
                    .noneMatch(place -> place.contains("Exception") || place.contains("hardwood"));
        }
    }

    private static byte[] bytes(String shape) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        ParquetReaderTest.class.getResourceAsStream(shape + ".parquet"))) {
            return in.readAllBytes();
        }
    }

    private Reading read(byte[] bytes, String name) throws IOException {
        return Reading.of(Files.write(folder.resolve(name), bytes));
    }
}
