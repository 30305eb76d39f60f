package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A reader of three tools, from some thousand requests in a few phrasings. Reads are of values
/// that none of them had.
class IntentReaderTest {
    private static final long SEED = 7;
    private static final int REQUESTS = 3_000;
    private static final int COMPARED = 300;

    /// Nats: classes' weights are written with eight bits, the others with sixteen.
    private static final double WEIGHTS_OF_FEW_BITS = 0.5;

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

    private static final List<String> SOUNDS = List.of("ka", "ro", "mi", "tun", "Ze", "lo", "véx");
    private static final List<String> UNITS = List.of("knots", "metres", "gallons", "ounces");
    private static final List<String> SHORT = List.of("kn", "m", "gal", "oz");
    private static final List<String> NUMBERS = List.of("seven", "eleven", "twenty");
    private static final List<Integer> MEANT = List.of(7, 11, 20);

    @TempDir private static Path shared;
    private static IntentReader reader = trained();

    private static IntentReader trained() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<IntentExample> examples = examples(random, REQUESTS);
        IntentTrainer.Compared compared =
                IntentTrainer.compare(
                        IntentTrainer.train(examples, SEED, Optional.empty()),
                        examples(random, COMPARED),
                        LONG_ENOUGH,
                        SEED);
        assertThat(compared.requests()).isBetween(100, COMPARED);
        return compared.reader();
    }

    private static List<IntentExample> examples(SplittableRandom random, int count) {
        List<IntentExample> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(example(random));
        }
        return examples;
    }

    @BeforeAll
    static void theReaderIsReadBackFromItsFile() throws IOException {
        try (OutputStream out = Files.newOutputStream(shared.resolve(IntentFile.NAME))) {
            IntentFile.write(reader, out);
        }
        reader = IntentFile.read(shared).orElseThrow();
    }

    private static IntentExample example(SplittableRandom random) {
        String name = name(random);
        String folder = "/srv/" + name(random);
        int unit = random.nextInt(UNITS.size());
        int amount = 100 + random.nextInt(900);
        int number = random.nextInt(MEANT.size());
        return switch (random.nextInt(9)) {
            case 0 -> calls("please delete " + name + " at once", delete(name));
            case 1 -> {
                String capital = "Ka" + name;
                yield new IntentExample(
                        List.of(
                                facts(name(random), capital),
                                new Message.User(
                                        "get rid of "
                                                + (random.nextBoolean()
                                                        ? capital
                                                        : capital.toLowerCase(Locale.ROOT)))),
                        new IntentExample.Wanted.Calls(List.of(delete(capital))));
            }
            case 2 ->
                    calls(
                            "write " + name + ".txt in " + folder + " please",
                            write(folder + "/" + name + ".txt"));
            case 3 ->
                    calls(
                            "how much is " + NUMBERS.get(number) + " " + UNITS.get(unit),
                            convert(MEANT.get(number), SHORT.get(unit)));
            case 4 ->
                    calls(
                            "convert " + amount + " " + UNITS.get(unit),
                            convert(amount, SHORT.get(unit)));
            case 5 -> {
                String other = name(random);
                yield calls(
                        "please delete " + name + " and then write " + other + ".md in " + folder,
                        delete(name),
                        write(folder + "/" + other + ".md"));
            }
            case 6 -> {
                String then = random.nextBoolean() ? " and then delete that" : ", then remove it";
                yield calls(
                        "write " + name + ".txt in " + folder + then,
                        write(folder + "/" + name + ".txt"),
                        delete(Awaited.MARK));
            }
            case 7 -> example("delete it please", new IntentExample.Wanted.Question());
            default -> example("thanks a lot " + name, new IntentExample.Wanted.Text());
        };
    }

    private static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            name.append(SOUNDS.get(random.nextInt(SOUNDS.size())));
        }
        return name.toString();
    }

    private static Message facts(String one, String other) {
        return new Message.System("Names: %s, %s.".formatted(one, other));
    }

    private static ToolCall call(String tool, String json) {
        return ToolCall.of(tool, 0, json);
    }

    private static ToolCall delete(String name) {
        return call("delete", JsonMapper.shared().createObjectNode().put("name", name).toString());
    }

    private static ToolCall write(String path) {
        return call("write", JsonMapper.shared().createObjectNode().put("path", path).toString());
    }

    private static ToolCall convert(int value, String unit) {
        return call("convert", "{\"value\":%d,\"unit\":\"%s\"}".formatted(value, unit));
    }

    private static IntentExample calls(String request, ToolCall... calls) {
        return example(request, new IntentExample.Wanted.Calls(List.of(calls)));
    }

    private static IntentExample example(String request, IntentExample.Wanted wanted) {
        return new IntentExample(List.of(new Message.User(request)), wanted);
    }

    private static Intents read(String request) {
        return reader.read(List.of(new Message.User(request)));
    }

    private static List<String> likeliest(String request) {
        return read(request).ways().getFirst().calls().stream()
                .map(call -> call.name() + call.argumentsJson())
                .toList();
    }

    @Test
    void aValueIsCopiedAsItStands() {
        assertThat(read("please delete Rotunmi at once").call()).isGreaterThan(0.9);
        assertThat(likeliest("please delete Rotunmi at once"))
                .containsExactly("delete{\"name\":\"Rotunmi\"}");
    }

    @Test
    void aPathIsMadeOfItsFolderAndItsName() {
        assertThat(likeliest("write lolovéx.txt in /srv/Zekaro please"))
                .containsExactly("write{\"path\":\"/srv/Zekaro/lolovéx.txt\"}");
    }

    @Test
    void wordsThatMeanAValueAreUnderstood() {
        assertThat(likeliest("how much is eleven knots"))
                .containsExactly("convert{\"value\":11,\"unit\":\"kn\"}");
        assertThat(likeliest("convert 655 gallons"))
                .containsExactly("convert{\"value\":655,\"unit\":\"gal\"}");
    }

    @Test
    void twoWishesAreTwoCallsInTheirOrder() {
        assertThat(likeliest("please delete kaZelo and then write tunmi.md in /srv/rovéx"))
                .containsExactly(
                        "delete{\"name\":\"kaZelo\"}", "write{\"path\":\"/srv/rovéx/tunmi.md\"}");
    }

    @Test
    void whatAnEarlierCallGivesBackIsAwaited() {
        assertThat(likeliest("write rokami.txt in /srv/Zelove and then delete that"))
                .containsExactly(
                        "write{\"path\":\"/srv/Zelove/rokami.txt\"}",
                        "delete{\"name\":\"" + Awaited.MARK + "\"}");
    }

    @Test
    void theRestOfARequestIsReadBehindAFirstWishThatItWasNeverMetWith() {
        assertThat(likeliest("convert 655 gallons, then remove it"))
                .containsExactly(
                        "convert{\"value\":655,\"unit\":\"gal\"}",
                        "delete{\"name\":\"" + Awaited.MARK + "\"}");
    }

    @Test
    void noFirstCallAwaitsAnything() {
        for (String request : List.of("delete it please", "then remove it", "delete that")) {
            assertThat(read(request).ways()).noneMatch(way -> Awaited.in(way.calls().getFirst()));
        }
    }

    @Test
    void whereNoCallBelongsItSaysSo() {
        assertThat(read("delete it please").question()).isGreaterThan(0.9);
        assertThat(read("thanks a lot Mitunka").text()).isGreaterThan(0.9);
    }

    @Test
    void aNameThatIsTypedWithoutCapitalsIsSpeltAsBefore() {
        Intents intents =
                reader.read(
                        List.of(
                                facts("Rokami", "Katunlo"),
                                new Message.User("get rid of katunlo")));
        assertThat(intents.ways().getFirst().calls().getFirst().argumentsJson())
                .isEqualTo("{\"name\":\"Katunlo\"}");
    }

    @Test
    void theSameRequestsMakeTheSameReader() throws IOException {
        try (OutputStream out = Files.newOutputStream(shared.resolve("again"))) {
            IntentFile.write(trained(), out);
        }
        assertThat(shared.resolve("again")).hasSameBinaryContentAs(shared.resolve(IntentFile.NAME));
    }

    @Test
    void whatWasLearnedOfReadingsIsReadBackFromTheFile() {
        List<Message> asked =
                List.of(
                        new Message.User(
                                "please delete kaZelo and then write tunmi.md in /srv/rovéx"));
        IntentReader plain = reader.with(WayRanker.none()); // closed with the reader
        try (IntentReader again = trained()) {
            assertThat(reader.read(asked)).isNotEqualTo(plain.read(asked));
            List<Intents.Way> ways = reader.read(asked).ways();
            List<Intents.Way> same = again.read(asked).ways();
            assertThat(ways.getFirst().calls()).isEqualTo(same.getFirst().calls());
            assertThat(ways.getFirst().logProbability())
                    .isCloseTo(same.getFirst().logProbability(), within(WEIGHTS_OF_FEW_BITS));
        }
    }

    @Test
    void ofTooFewRequestsNothingIsLearned() {
        IntentTrainer.Compared few =
                IntentTrainer.compare(
                        reader, examples(new SplittableRandom(SEED), 20), LONG_ENOUGH, SEED);
        assertThat(few.requests()).isZero();
        assertThat(few.reader().ranker().weights()).containsOnly(0);
    }

    @Test
    void aFileThatIsNoReaderIsRefusedWithItsName(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(IntentFile.NAME), "nothing of the kind");
        assertThatThrownBy(() -> IntentFile.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("intents.bin cannot be read")
                .hasMessageContaining("delete it, or train the model again");
        assertThat(IntentFile.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void anExampleEndsWithTheUser() {
        assertThatThrownBy(() ->
                        new IntentExample(
                                List.of(new Message.Assistant("Yes.")),
                                new IntentExample.Wanted.Text()))
                .hasMessage("the last message is not the user's");
    }
}
