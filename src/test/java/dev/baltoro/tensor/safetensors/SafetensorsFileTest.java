package dev.baltoro.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsFileTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"F32", "BF16", "F16", "F8_E4M3", "I64", "I32", "U8"})
    void writtenTensorsReadBackEqual(DType dtype) {
        try (Scope scope = Scope.open()) {
            Tensor values = Tensor.of(new float[] {0, 1, 2.5f, 7, 96, 3}, 2, 3).to(dtype);
            Path path = folder.resolve("t.safetensors");

            SafetensorsWriter.write(path, List.of(Content.of("a", values)), Map.of());

            Tensor read = SafetensorsFile.open(path).tensor("a");
            assertThat(read.dtype()).isEqualTo(dtype);
            assertThat(read.shape()).containsExactly(2, 3);
            assertThat(read.to(DType.F32).equalTo(values.to(DType.F32))).isTrue();
        }
    }

    @Test
    void severalDtypesScalarsAndEmptyTensorsShareAFile() {
        try (Scope scope = Scope.open()) {
            Tensor weight = Tensor.randn(new Seed(7), DType.F32, Device.CPU, 3, 5);
            Path path = folder.resolve("t.safetensors");

            SafetensorsWriter.write(
                    path,
                    List.of(
                            Content.of("flag", Tensor.ones(DType.U8, Device.CPU, 3)),
                            Content.of("transposed", weight.t()),
                            new Content("half", weight, DType.BF16),
                            Content.of("scalar", Tensor.of(new long[] {42})),
                            Content.of("empty", Tensor.zeros(DType.F32, Device.CPU, 0, 4))),
                    Map.of("writer", "test"));

            SafetensorsFile file = SafetensorsFile.open(path);
            assertThat(file.tensors().keySet())
                    .containsExactlyInAnyOrder("flag", "transposed", "half", "scalar", "empty");
            assertThat(file.metadata())
                    .containsEntry("format", "pt")
                    .containsEntry("writer", "test");
            assertThat(file.tensor("transposed").equalTo(weight.t().contiguous())).isTrue();
            assertThat(file.tensor("half").equalTo(weight.to(DType.BF16))).isTrue();
            assertThat(file.tensor("scalar").shape()).isEmpty();
            assertThat(file.tensor("scalar").item()).isEqualTo(42);
            assertThat(file.tensor("empty").shape()).containsExactly(0, 4);
        }
    }

    @Test
    void dataBeginsOnACacheLineAndElementsAreAligned() throws IOException {
        try (Scope scope = Scope.open()) {
            Path path = folder.resolve("t.safetensors");
            SafetensorsWriter.write(
                    path,
                    List.of(
                            Content.of("bytes", Tensor.ones(DType.U8, Device.CPU, 3)),
                            Content.of("floats", Tensor.ones(DType.F32, Device.CPU, 3)),
                            Content.of("longs", Tensor.ones(DType.I64, Device.CPU, 1))),
                    Map.of());

            long headerBytes =
                    ByteBuffer.wrap(Files.readAllBytes(path))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong();
            assertThat((8 + headerBytes) % 64).isZero();
            assertThat(SafetensorsFile.open(path).tensors().values())
                    .allMatch(tensor -> tensor.begin() % tensor.dtype().bytes() == 0);
            assertThat(folder.toFile().list()).containsExactly("t.safetensors");
        }
    }

    @Test
    void readingCopiesNothing() {
        try (Scope scope = Scope.open()) {
            Path path = folder.resolve("t.safetensors");
            SafetensorsWriter.write(
                    path,
                    List.of(Content.of("a", Tensor.ones(DType.F32, Device.CPU, 16))),
                    Map.of());
            SafetensorsFile file = SafetensorsFile.open(path);

            assertThat(file.tensor("a").address()).isEqualTo(file.tensor("a").address());
        }
    }

    @Test
    void unloadedTensorsAreReadAgain() {
        try (Scope scope = Scope.open()) {
            Tensor values = Tensor.randn(new Seed(3), DType.F32, Device.CPU, 3000);
            Path path = folder.resolve("t.safetensors");
            SafetensorsWriter.write(
                    path, List.of(Content.of("a", values), Content.of("b", values)), Map.of());
            SafetensorsFile file = SafetensorsFile.open(path);
            Tensor first = file.tensor("a");
            Tensor second = file.tensor("b");
            assertThat(first.equalTo(values)).isTrue();

            file.unload("b");

            assertThat(first.equalTo(values)).isTrue();
            assertThat(second.equalTo(values)).isTrue();
            assertThatThrownBy(() -> file.unload("c"))
                    .isInstanceOf(SafetensorsException.class)
                    .hasMessageContaining("has no tensor c");
        }
    }

    @Test
    void misalignedTensorsOfOtherWritersAreCopied() throws IOException {
        try (Scope scope = Scope.open()) {
            ByteBuffer data = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
            data.put((byte) 9).putFloat(1.5f);
            // 8 + 120 bytes of header, then one byte: the float lies on an odd address.
            Path path =
                    file(
                            "%-120s"
                                    .formatted(
                                            """
                                            {"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},\
                                            "f":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}}\
                                            """),
                            data.array());

            assertThat(SafetensorsFile.open(path).tensor("f").item()).isEqualTo(1.5);
        }
    }

    @Test
    void filesOverTwoGibibytesAreMapped() throws IOException {
        long floats = (5L << 30) / 4;
        String json =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                        .formatted(floats, 4 * floats);
        Path path = file("%-120s".formatted(json), new byte[0]);
        // A file with a hole: five gibibytes that take no disk.
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw");
                Scope scope = Scope.open()) {
            long start = sparse.length();
            sparse.setLength(start + 4 * floats);
            sparse.seek(start + 4 * (floats - 1));
            sparse.writeInt(Integer.reverseBytes(Float.floatToIntBits(7)));

            Tensor last = SafetensorsFile.open(path).tensor("a").narrow(0, floats - 1, 1);

            assertThat(last.item()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | no JSON header",
                "{\"a\": | malformed header",
                "{\"a\":1} | tensor a has dtype",
                "{\"a\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}} | dtype \"F31\"",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}} | takes 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | shape with -2",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | data_offsets [8, 0]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}} | data_offsets [0]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}} | shape with 2.5",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":4,\"data_offsets\":[0,8]}} | no list shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}} | overflows",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | the file's at 8",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}} | the bytes before end at 0",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,5]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}} | tensor b has data_offsets [4, 8]",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}} | its tensors take 4",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}} | Duplicate",
            })
    void damagedHeadersAreOneLineErrors(String json, String message) throws IOException {
        Path path = file(json, new byte[8]);

        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(path.toString())
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"-1", "9223372036854775807", "100000001", "17"})
    void headerLengthsBeyondTheFileAreRefused(long claimed) throws IOException {
        Path path = folder.resolve("t.safetensors");
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(path, bytes.putLong(claimed).array());

        assertThatThrownBy(() -> SafetensorsFile.open(path))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("is not a safetensors file: its header claims");
    }

    @Test
    void aFlippedBitAnywhereIsFound() throws IOException {
        Path path = folder.resolve("sums.safetensors");
        try (Scope scope = Scope.open()) {
            Tensor a = Tensor.zeros(DType.F32, Device.CPU, 3, 2);
            Tensor b = Tensor.zeros(DType.BF16, Device.CPU, 5);
            SafetensorsWriter.write(
                    path,
                    List.of(new Content("a", a, DType.F32), new Content("b", b, DType.BF16)),
                    Map.of("step", "7"));
        }
        byte[] bytes = Files.readAllBytes(path);
        // a flip in the word's own name switches the checks off, but damages nothing else
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("crc32c");
        for (int at = 0; at < bytes.length; at++) {
            if (at >= name && at < name + "crc32c".length()) {
                continue;
            }
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << (at % 8));
            Path copy = Files.write(folder.resolve("damaged-" + at + ".safetensors"), damaged);
            assertThatThrownBy(
                            () -> {
                                try (Scope scope = Scope.open()) {
                                    SafetensorsFile file = SafetensorsFile.open(copy);
                                    file.tensors().keySet().forEach(file::tensor);
                                }
                            })
                    .as("byte %d", at)
                    .isInstanceOf(SafetensorsException.class)
                    .hasMessageContaining(copy.getFileName().toString());
        }
    }

    @Test
    void failedWriteIsAOneLineErrorAndLeavesTheFolderAsItWas() throws IOException {
        Path taken = folder.resolve("t.safetensors");
        Files.createDirectories(taken.resolve("inside"));
        try (Scope scope = Scope.open()) {
            List<Content> contents =
                    List.of(Content.of("a", Tensor.ones(DType.F32, Device.CPU, 1)));

            assertThatThrownBy(() -> SafetensorsWriter.write(taken, contents, Map.of()))
                    .isInstanceOf(SafetensorsException.class)
                    .hasMessageStartingWith("cannot write " + taken);
            assertThat(folder.toFile().list()).containsExactly("t.safetensors");
            assertThatThrownBy(() ->
                            SafetensorsWriter.write(
                                    folder.resolve("twice"),
                                    List.of(contents.getFirst(), contents.getFirst()),
                                    Map.of()))
                    .hasMessageEndingWith("two tensors are named a");
        }
    }

    @Test
    void absentAndTinyFilesAreOneLineErrors() throws IOException {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("absent")))
                .hasMessageEndingWith("absent: there is no such file");
        Path tiny = Files.write(folder.resolve("tiny"), new byte[7]);
        assertThatThrownBy(() -> SafetensorsFile.open(tiny)).hasMessageContaining("it has 7 bytes");
    }

    private Path file(String json, byte[] data) throws IOException {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + header.length + data.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .put(data);
        return Files.write(folder.resolve("damaged.safetensors"), bytes.array());
    }
}
