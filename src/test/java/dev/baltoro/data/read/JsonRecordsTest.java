package dev.baltoro.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON in the layouts and under the names that people give it.
class JsonRecordsTest {
    private static final int ROUNDS = Integer.getInteger("data.rounds", 300);
    private static final List<String> NAMES =
            List.of(
                    "a.jsonl",
                    "a.json",
                    "a.jsonlines",
                    "a.ndjson",
                    "part-00000",
                    "a",
                    "a.txt",
                    "A.JSON");

    @TempDir Path folder;

    @Test
    void recordsAreReadInAnyLayoutUnderAnyName() throws IOException {
        long seed = Long.getLong("data.seed", 31);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> texts = texts(random);
            String json = layout(random, texts);
            String name = NAMES.get(random.nextInt(NAMES.size()));
            Reading reading = read(json.getBytes(StandardCharsets.UTF_8), name);
            assertThat(reading.places())
                    .as("seed %d, round %d, %s: %s", seed, round, name, json)
                    .isEmpty();
            assertThat(reading.texts())
                    .as("seed %d, round %d, %s: %s", seed, round, name, json)
                    .isEqualTo(texts);
        }
    }

    @Test
    void aDamagedByteLosesNoRecordInSilence() throws IOException {
        long seed = Long.getLong("data.seed", 31);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> texts = texts(random);
            byte[] json = layout(random, texts).getBytes(StandardCharsets.UTF_8);
            int at = random.nextInt(json.length);
            json[at] = (byte) random.nextInt(256);
            String name = NAMES.get(random.nextInt(NAMES.size()));
            Reading reading = read(json, name);
            if (reading.rejections().isEmpty()) {
                assertThat(reading.texts())
                        .as(
                                "seed %d, round %d, %s: %s",
                                seed, round, name, new String(json, StandardCharsets.UTF_8))
                        .hasSize(texts.size());
            }
        }
    }

    /// Of an array with a record a line, the first of few lines is damaged, and the name says text.
    @Test
    void aDamagedArrayIsNeverTakenForText() throws IOException {
        for (String first : List.of("[z\"text\": \"a\"},", "z{\"text\": \"a\"},")) {
            String json = first + "\n{\"text\": \"b\"}]";
            Reading reading = read(json.getBytes(StandardCharsets.UTF_8), "a.txt");
            assertThat(reading.rejections()).as(json).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1}",
                "{\n  \"title\": \"x\",\n  \"pages\": [1, 2]\n}\n",
                "[\n  \"one\",\n  \"two\"\n]",
                "{\"text\": {\"en\": \"x\"}}",
                "{\"text\": [\"x\"]}\n{\"text\": 5}\n"
            })
    void jsonWithoutTextIsNeverTakenForText(String json) throws IOException {
        Reading reading = read(json.getBytes(StandardCharsets.UTF_8), "a.json");
        assertThat(reading.texts()).isEmpty();
        assertThat(reading.rejections()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1] A reference.\n[2] Another one.\n",
                "{% include header %}\nHello\n",
                "[section]\nkey = value\n",
                "{ int x = 1; }\n",
                "[link](http://x) is a link.\n",
                "Hello\n{\"text\": \"quoted\"}\nand more\nof it\n"
            })
    void textThatBeginsLikeJsonStaysText(String text) throws IOException {
        Reading reading = read(text.getBytes(StandardCharsets.UTF_8), "a.txt");
        assertThat(reading.texts()).containsExactly(text);
        assertThat(reading.rejections()).isEmpty();
    }

    @Test
    void twoTextsInOneRecordAreNoText() throws IOException {
        Reading reading =
                read(
                        "{\"text\":\"a\",\"text\":\"b\"}\n{\"text\":\"c\",\"x\":1,\"x\":2}\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "a.jsonl");
        assertThat(reading.texts()).containsExactly("c");
        assertThat(reading.rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.BAD_JSON);
    }

    @Test
    void aLineWithTwoObjectsIsReported() throws IOException {
        Reading reading =
                read(
                        "{\"text\":\"a\"}{\"text\":\"b\"}\n{\"text\":\"c\"}\n{\"text\":\"d\"}\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "a.jsonl");
        assertThat(reading.texts()).containsExactly("c", "d");
        assertThat(reading.rejections()).hasSize(1);
    }

    @Test
    void zeroBytesAndHalfCharactersAreReported() throws IOException {
        Reading reading =
                read(
                        "{\"text\":\"a\\u0000b\"}\n{\"text\":\"\\ud800\"}\n{\"text\":\"c\"}\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "a.jsonl");
        assertThat(reading.texts()).containsExactly("c");
        assertThat(reading.rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.BINARY, RejectionReason.BAD_UTF8);
    }

    @Test
    void aFirstLineLongerThanTheHeadIsARecord() throws IOException {
        String text = "x".repeat(3 * Unpacked.HEAD_BYTES);
        String json = "{\"text\":\"" + text + "\"}\n{\"text\":\"b\"}\n";
        for (String name : NAMES) {
            Reading reading = read(json.getBytes(StandardCharsets.UTF_8), name);
            assertThat(reading.texts()).as(name).containsExactly(text, "b");
        }
    }

    @Test
    void emptyFilesAreReported() throws IOException {
        for (String name : List.of("a.jsonl", "a.txt", "a.parquet", "a.json")) {
            Reading reading = read(new byte[0], name);
            assertThat(reading.texts()).isEmpty();
            assertThat(reading.rejections())
                    .as(name)
                    .extracting(Rejection::reason)
                    .containsExactly(RejectionReason.EMPTY);
        }
    }

    private static List<String> texts(SplittableRandom random) {
        List<String> texts = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            texts.add("document " + i + " " + Long.toString(random.nextLong(), 36));
        }
        return texts;
    }

    private static String layout(SplittableRandom random, List<String> texts) {
        String newline = random.nextBoolean() ? "\n" : "\r\n";
        List<String> records = new ArrayList<>();
        int kind = random.nextInt(4);
        for (String text : texts) {
            String space = kind >= 2 ? newline + "  " : "";
            records.add(
                    "{%s\"id\": %d,%s\"text\": \"%s\",%s\"meta\": {\"a\": [1, null]}%s}"
                            .formatted(
                                    space,
                                    random.nextInt(1000),
                                    space,
                                    text,
                                    space,
                                    kind >= 2 ? newline : ""));
        }
        String mark = random.nextInt(4) == 0 ? "\uFEFF" : "";
        String body =
                switch (kind) {
                    case 0 -> String.join(newline, records) + (random.nextBoolean() ? newline : "");
                    case 1 -> "[" + String.join("," + newline, records) + "]";
                    case 2 -> "[" + newline + String.join("," + newline, records) + newline + "]";
                    default -> String.join(newline, records) + newline;
                };
        return mark + body;
    }

    private Reading read(byte[] bytes, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, bytes);
        Reading reading = Reading.of(file);
        Files.delete(file);
        return reading;
    }
}
