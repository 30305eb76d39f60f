package dev.baltoro.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Packed files: whole ones are read to the end, and damage anywhere in one is reported.
class ArchivesTest {
    private static final int ROUNDS = Integer.getInteger("data.rounds", 400);
    private static final int CUT = 1;
    private static final int TAKEN_OUT = 3;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void wholeArchivesAreReadToTheEnd(String packing) throws IOException {
        long seed = Long.getLong("data.seed", 31);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS / 4; round++) {
            Archive archive = Archive.random(random, packing);
            Reading reading = read(archive.bytes(), name(random, packing));
            assertThat(reading.places()).as("seed %d, round %d", seed, round).isEmpty();
            assertThat(reading.texts())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(archive.texts());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void damageAnywhereIsEitherHarmlessOrReported(String packing) throws IOException {
        long seed = Long.getLong("data.seed", 31);
        var random = new SplittableRandom(seed);
        int reported = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Archive archive = Archive.random(random, packing);
            byte[] damaged = damage(random, archive);
            Reading reading = read(damaged, name(random, packing));
            if (reading.rejections().isEmpty()) {
                assertThat(reading.texts())
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(archive.texts());
            } else {
                reported++;
            }
        }
        assertThat(reported).as("seed %d", seed).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void aDamagedMemberInTheMiddleIsNotTheEnd() throws IOException {
        for (int at : new int[] {0, 1, 2, 3}) {
            List<byte[]> members = members(20);
            byte[] bad = members.get(10).clone();
            bad[at] ^= (byte) 0xE1;
            members.set(10, bad);
            Reading reading = read(join(members), "a.jsonl.gz");
            assertThat(reading.texts()).hasSize(10);
            assertThat(reading.places())
                    .singleElement()
                    .asString()
                    .contains("line 10")
                    .contains("gzip member 11");
        }
    }

    @Test
    void zerosBehindTheLastMemberArePaddingAndBetweenMembersAreDamage() throws IOException {
        List<byte[]> members = members(3);
        members.add(new byte[4096]);
        assertThat(read(join(members), "a.jsonl.gz").texts()).hasSize(3);
        assertThat(read(join(members), "a.jsonl.gz").rejections()).isEmpty();
        members.addAll(members(1));
        Reading reading = read(join(members), "a.jsonl.gz");
        assertThat(reading.texts()).hasSize(3);
        assertThat(reading.places()).singleElement().asString().contains("zeros");
    }

    @Test
    void bytesBehindTheLastMemberAreReported() throws IOException {
        List<byte[]> members = members(3);
        members.add("garbage".getBytes(StandardCharsets.UTF_8));
        Reading reading = read(join(members), "a.jsonl.gz");
        assertThat(reading.texts()).hasSize(3);
        assertThat(reading.places())
                .singleElement()
                .asString()
                .contains("line 3")
                .contains("neither gzip nor padding");
    }

    @Test
    void aWrongSumOrLengthIsReported() throws IOException {
        byte[] member = gzip("{\"text\":\"a\"}\n");
        for (int fromEnd : new int[] {1, 4, 5, 8}) {
            byte[] bad = member.clone();
            bad[bad.length - fromEnd] ^= 1;
            Reading reading = read(bad, "a.jsonl.gz");
            assertThat(reading.places()).singleElement().asString().contains("gzip member 1");
        }
    }

    @Test
    void eachLengthOfACutFileIsReported() throws IOException {
        byte[] gzip = join(members(2));
        int boundary = members(1).getFirst().length;
        for (int length = 0; length < gzip.length; length++) {
            Reading reading = read(Arrays.copyOf(gzip, length), "a.jsonl.gz");
            if (length == boundary) { // what is left is a whole file
                assertThat(reading.texts()).hasSize(1);
            } else {
                assertThat(reading.rejections()).as("%d bytes", length).hasSize(1);
            }
        }
        byte[] zstd = Zstd.compress("{\"text\":\"document\"}\n".getBytes(StandardCharsets.UTF_8));
        for (int length = 0; length < zstd.length; length++) {
            Reading reading = read(Arrays.copyOf(zstd, length), "a.jsonl.zst");
            assertThat(reading.rejections()).as("%d bytes", length).hasSize(1);
        }
    }

    @Test
    void theContentSaysHowAFileIsPacked() throws IOException {
        byte[] line = "{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8);
        for (String name : List.of("a.jsonl", "a.txt", "a", "a.zst", "a.json.gz", "a.jsonl.bz2")) {
            assertThat(read(gzip("{\"text\":\"a\"}\n"), name).texts()).containsExactly("a");
            assertThat(read(Zstd.compress(line), name).texts()).containsExactly("a");
            assertThat(read(line, name).texts()).containsExactly("a");
        }
    }

    @Test
    void kindsThatAreNotReadAreNamed() throws IOException {
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertThat(read(tar, "a.tar").places()).singleElement().asString().contains("tar archive");
        assertThat(read(gzip(tar), "a.tar.gz").places())
                .singleElement()
                .asString()
                .contains("tar archive");
        assertThat(read(latin1("BZh91AY&SY"), "a.jsonl.bz2").places())
                .singleElement()
                .asString()
                .contains("bzip2");
        assertThat(read(latin1("\u00FD7zXZ\0\0"), "a.jsonl").places())
                .singleElement()
                .asString()
                .contains("xz");
        assertThat(read(latin1("PK\3\4...."), "a.zip").places())
                .singleElement()
                .asString()
                .contains("zip archive");
        assertThat(read(gzip(gzip("{\"text\":\"a\"}")), "a.gz").places())
                .singleElement()
                .asString()
                .contains("unpack it once");
        for (var encoding : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(read("\uFEFFtext".getBytes(encoding), "a.txt").places())
                    .singleElement()
                    .asString()
                    .contains("UTF-16");
        }
    }

    @Test
    void aDictionaryIsAskedFor() throws IOException {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            byte[][] samples = new byte[400][];
            for (int i = 0; i < samples.length; i++) {
                samples[i] =
                        ("{\"text\":\"sample number " + i * 31 + "\"}")
                                .getBytes(StandardCharsets.UTF_8);
            }
            byte[] dictionary = new byte[4096];
            long size = Zstd.trainFromBuffer(samples, dictionary);
            context.loadDict(Arrays.copyOf(dictionary, Math.toIntExact(size)));
            byte[] packed = context.compress(samples[7]);
            assertThat(read(packed, "a.jsonl.zst").places())
                    .singleElement()
                    .asString()
                    .contains("dictionary");
        }
    }

    @Test
    void windowsUpToTwoGigabytesAreRead() throws IOException {
        byte[] line = "{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        try (var out = new com.github.luben.zstd.ZstdOutputStream(bytes)) {
            out.setLong(31);
            for (int i = 0; i < 1000; i++) {
                out.write(line);
            }
        }
        assertThat(read(bytes.toByteArray(), "a.jsonl.zst").texts()).hasSize(1000);
    }

    /// A packed file and the texts in it.
    private record Archive(byte[] bytes, Set<Integer> boundaries, List<String> texts) {
        static Archive random(SplittableRandom random, String packing) throws IOException {
            List<String> texts = new ArrayList<>();
            var lines = new StringBuilder();
            int count = 1 + random.nextInt(40);
            for (int i = 0; i < count; i++) {
                String text = "document " + i + " " + Long.toString(random.nextLong(), 36);
                texts.add(text);
                lines.append("{\"text\":\"").append(text).append("\"}\n");
            }
            byte[] plain = lines.toString().getBytes(StandardCharsets.UTF_8);
            List<byte[]> parts = new ArrayList<>();
            for (int from = 0; from < plain.length; ) {
                int end = Math.min(plain.length, from + 1 + random.nextInt(plain.length));
                byte[] part = Arrays.copyOfRange(plain, from, end);
                parts.add(packing.equals("gzip") ? gzip(part) : zstd(part));
                if (random.nextInt(4) == 0) { // what holds nothing
                    parts.add(packing.equals("gzip") ? gzip(new byte[0]) : skippable(random));
                }
                from = end;
            }
            if (packing.equals("gzip") && random.nextInt(3) == 0) {
                parts.add(new byte[random.nextInt(600)]);
            }
            Set<Integer> boundaries = new HashSet<>(Set.of(0));
            int at = 0;
            for (byte[] part : parts) {
                at += part.length;
                boundaries.add(at);
            }
            return new Archive(join(parts), boundaries, texts);
        }

        private static byte[] zstd(byte[] part) {
            try (ZstdCompressCtx context = new ZstdCompressCtx()) {
                return context.setChecksum(true).compress(part);
            }
        }

        private static byte[] skippable(SplittableRandom random) {
            int length = random.nextInt(20);
            byte[] frame = new byte[8 + length];
            frame[0] = (byte) (0x50 + random.nextInt(16));
            frame[1] = 0x2A;
            frame[2] = 0x4D;
            frame[3] = 0x18;
            frame[4] = (byte) length;
            return frame;
        }
    }

    /// One change: a flipped bit, a cut, a hole of zeros, bytes taken out or put in.
    ///
    /// Bytes are never taken out from one member's edge to another's: what is left then is a whole
    /// file, of which nobody can tell that more belonged to it.
    private static byte[] damage(SplittableRandom random, Archive archive) {
        byte[] bytes = archive.bytes();
        byte[] damaged = bytes.clone();
        int kind = random.nextInt(5);
        int at;
        int length;
        boolean unseen;
        do {
            at = random.nextInt(bytes.length);
            length =
                    kind == CUT
                            ? bytes.length - at
                            : Math.min(bytes.length - at, 1 + random.nextInt(40));
            unseen = archive.boundaries().containsAll(Set.of(at, at + length));
        } while ((kind == CUT || kind == TAKEN_OUT) && unseen);
        switch (kind) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case CUT -> damaged = Arrays.copyOf(bytes, at);
            case 2 -> Arrays.fill(damaged, at, at + length, (byte) 0);
            case TAKEN_OUT ->
                    damaged =
                            join(
                                    List.of(
                                            Arrays.copyOf(bytes, at),
                                            Arrays.copyOfRange(bytes, at + length, bytes.length)));
            default -> {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                damaged =
                        join(
                                List.of(
                                        Arrays.copyOf(bytes, at),
                                        noise,
                                        Arrays.copyOfRange(bytes, at, bytes.length)));
            }
        }
        return damaged;
    }

    private Reading read(byte[] bytes, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        Reading reading = Reading.of(file);
        Files.delete(file);
        return reading;
    }

    private static String name(SplittableRandom random, String packing) {
        String ending = packing.equals("gzip") ? ".gz" : ".zst";
        List<String> names = List.of("a.jsonl" + ending, "a.json" + ending, "part-00000" + ending);
        return names.get(random.nextInt(names.size()));
    }

    private static List<byte[]> members(int count) {
        List<byte[]> members = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> members.add(gzip("{\"text\":\"Document " + i + " is here.\"}\n")));
        return members;
    }

    private static byte[] join(List<byte[]> parts) {
        var joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static byte[] gzip(String text) {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] latin1(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}
