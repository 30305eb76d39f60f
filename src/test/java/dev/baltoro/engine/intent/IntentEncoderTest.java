package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.model.bert.MiniLm;
import dev.baltoro.model.bert.SmallBert;
import dev.baltoro.tensor.Workers;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.tokenizer.WordPiece;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// An encoder with random weights and a vocabulary of letters, taught two tools.
class IntentEncoderTest {
    private static final long SEED = 5;
    private static final int STEPS = 600;

    private static List<String> pieces() {
        List<String> pieces = new ArrayList<>(List.of("[CLS]", "[SEP]", "[UNK]", "open", "close"));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            pieces.add(String.valueOf(letter));
            pieces.add("##" + letter);
        }
        return pieces;
    }

    private static WordPiece tokens() {
        try {
            return WordPiece.of(pieces());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ReadText text(String... said) {
        List<Message> messages = new ArrayList<>();
        messages.add(new Message.System("facts that nobody reads"));
        for (int i = 0; i < said.length; i++) {
            messages.add(
                    (said.length - i) % 2 == 1
                            ? new Message.User(said[i])
                            : new Message.Assistant(said[i], List.of()));
        }
        return ReadText.of(messages);
    }

    @Test
    void theRequestIsReadFirstThenTheTurnsBeforeItAndNoFacts() {
        PiecedText read = PiecedText.of(text("a", "which b", "open cab"), tokens());
        List<String> pieces = pieces();
        List<String> ids = Arrays.stream(read.row().ids()).mapToObj(pieces::get).toList();
        assertThat(ids)
                .containsExactly(
                        "[CLS]", "open", "c", "##a", "##b", "[SEP]", "a", "w", "##h", "##i", "##c",
                        "##h", "b", "[SEP]");
        assertThat(read.row().types()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(read.firsts()) // four words of facts, then three before, then two of the request
                .containsExactly(-1, -1, -1, -1, 6, 7, 12, 1, 2);
    }

    @Test
    void whatIsTooLongIsCutAtAWordFromTheTurnsFarthestBack() {
        String[] said = {"b ".repeat(30), "c ".repeat(20) + "d", "a ".repeat(300)};
        PiecedText read = PiecedText.of(text(said), tokens());
        assertThat(read.row().ids()).hasSize(PiecedText.PIECES_MAX);
        assertThat(Arrays.stream(read.firsts()).filter(first -> first >= 0).count())
                .isEqualTo(PiecedText.PIECES_MAX - 3);
        assertThat(read.firsts()[4]).isNegative(); // the first of the far turn's words
        String word = "x".repeat(500); // more pieces than there is room for
        assertThat(PiecedText.of(text(word), tokens()).row().ids()).hasSizeBetween(2, 3);
    }

    private static IntentExample example(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            name.append((char) ('a' + random.nextInt(26)));
        }
        boolean opens = random.nextBoolean();
        String arguments =
                JsonMapper.shared().createObjectNode().put("name", name.toString()).toString();
        return new IntentExample(
                List.of(new Message.User((opens ? "open " : "close ") + name)),
                new IntentExample.Wanted.Calls(
                        List.of(ToolCall.of(opens ? "open_it" : "close_it", 0, arguments))));
    }

    private static IntentReader trained(int steps, List<Double> losses) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<IntentExample> examples = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            examples.add(example(random));
        }
        MiniLm small = new MiniLm(SmallBert.of(SEED, pieces().size(), 64, 128, 4), tokens());
        return IntentTrainer.train(
                examples,
                SEED,
                Optional.of(
                        new IntentTrainer.Encoding(
                                small, 60, steps, (_, _, loss) -> losses.add(loss))));
    }

    @Test
    void itLearnsClassesAndValuesAndIsTheSameFromItsFile(@TempDir Path folder) throws IOException {
        List<Double> losses = new ArrayList<>();
        try (IntentReader reader = trained(STEPS, losses);
                Workers worker = Workers.of(1)) {
            // two classes and five tags by chance are ln 2 + ln 5 = 2.3
            assertThat(losses.getLast()).as("seed %d", SEED).isLessThan(1.2);
            IntentEncoder encoder = reader.encoder().orElseThrow();
            List<ReadText> texts = List.of(text("open qyz"), text("close abc"));
            List<IntentEncoder.Reading> readings = encoder.read(texts, worker);
            assertThat(encoder.classes()).containsExactly("close_it", "open_it");
            assertThat(readings.get(0).classes()[1]).isGreaterThan(readings.get(0).classes()[0]);
            assertThat(readings.get(1).classes()[0]).isGreaterThan(readings.get(1).classes()[1]);
            float[] value = readings.get(0).tags()[5]; // behind four words of facts and "open"
            int begins = 1 + 2 * encoder.labels().indexOf("open_it.name");
            assertThat(encoder.labels()).hasSize(2);
            float most = Float.NEGATIVE_INFINITY;
            int likeliest = -1;
            for (int tag = 0; tag < value.length; tag++) {
                likeliest = value[tag] > most ? tag : likeliest;
                most = Math.max(most, value[tag]);
            }
            assertThat(likeliest).isEqualTo(begins);
            assertThat(readings.get(0).tags()[0]).isEmpty(); // facts are not read

            try (OutputStream out = Files.newOutputStream(folder.resolve(IntentFile.NAME))) {
                IntentFile.write(reader, out);
            }
            IntentEncoderFile.write(reader, folder);
            try (IntentReader back = IntentFile.read(folder).orElseThrow()) {
                List<IntentEncoder.Reading> again =
                        back.encoder().orElseThrow().read(texts, worker);
                for (int i = 0; i < texts.size(); i++) { // bf16 has three digits
                    for (int c = 0; c < 2; c++) {
                        assertThat(Math.exp(again.get(i).classes()[c]))
                                .isCloseTo(Math.exp(readings.get(i).classes()[c]), within(0.05));
                    }
                }
                assertThat(
                                back.read(List.of(new Message.User("open qyz")))
                                        .ways()
                                        .getFirst()
                                        .calls())
                        .containsExactly(ToolCall.of("open_it", 0, "{\"name\":\"qyz\"}"));
            }
        }
    }

    @Test
    void aBrokenFileIsNamed(@TempDir Path folder) throws IOException {
        try (IntentReader reader = trained(2, new ArrayList<>())) {
            try (OutputStream out = Files.newOutputStream(folder.resolve(IntentFile.NAME))) {
                IntentFile.write(reader, out);
            }
            IntentEncoderFile.write(reader, folder);
        }
        Path file = folder.resolve(IntentEncoderFile.NAME);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> IntentFile.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve(IntentEncoderFile.NAME) + " cannot be read")
                .hasMessageContaining("delete it, or train the model again");
    }
}
