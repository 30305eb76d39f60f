package dev.baltoro.text.chat;

import static dev.baltoro.text.chat.ByteChat.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.tokenizer.SpecialTokens;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.text.tokenizer.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A conversation that goes on by its ids, token in and token out.
class ContinuedChatTest {
    private static final long SEED = 5;
    private static final List<ToolDeclaration> TOOLS =
            List.of(
                    ToolDeclaration.function("weather", "", "{\"type\":\"object\"}"),
                    ToolDeclaration.function("clock", "", "{\"type\":\"object\"}"));

    @Test
    void continuingEqualsRenderingAllOfItWhereTokensAreTheUsualOnes() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            List<Message> said = new ArrayList<>();
            said.add(new Message.User("begin"));
            int[] ids = ENCODER.encode(said, TOOLS, true).ids();
            for (int turn = 0; turn < 4; turn++) {
                Message.Assistant answer = answer(random, ToolCallIds.next(said));
                ids = concat(ids, answerIds(answer));
                List<Message> next = next(random, answer);
                ids = ENCODER.continueFrom(ids, next);
                said.add(answer);
                said.addAll(next);
                assertThat(ids)
                        .as("seed %d, round %d", SEED, round)
                        .isEqualTo(ENCODER.encode(said, TOOLS, true).ids());
                assertThat(ENCODER.nextCall(ids)).isEqualTo(ToolCallIds.next(said));
            }
        }
    }

    /// An answer with up to three calls, numbered as the grammar numbers them.
    private static Message.Assistant answer(Random random, int firstCall) {
        List<ToolCall> calls = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = random.nextBoolean() ? "weather" : "clock";
            calls.add(ToolCall.of(name, firstCall + calls.size(), "{\"n\":" + i + "}"));
        }
        return new Message.Assistant(random.nextBoolean() ? "so, 🏔" : "", calls);
    }

    private static List<Message> next(Random random, Message.Assistant answer) {
        List<Message> next = new ArrayList<>();
        for (ToolCall call : answer.toolCalls()) {
            next.add(new Message.ToolResult(call.name(), call.id(), "result " + random.nextInt()));
        }
        if (next.isEmpty() || random.nextBoolean()) {
            next.add(new Message.User("go on <|im_end|>"));
        }
        return next;
    }

    /// What a model gives that says exactly this.
    private static int[] answerIds(Message.Assistant answer) {
        int[] head = ENCODER.encode(List.of(new Message.System("")), List.of(), true).ids();
        int[] all = ENCODER.encode(List.of(new Message.System(""), answer), List.of(), false).ids();
        return Arrays.copyOfRange(all, head.length, all.length);
    }

    @Test
    void tokensThatWereSampledAreNotMadeAnew() {
        // "glacier" is one token here, but a model may write it in two.
        List<byte[]> tokens = new ArrayList<>();
        IntStream.range(0, 256).forEach(b -> tokens.add(new byte[] {(byte) b}));
        List.of("gl", "ac", "glac", "ie", "ier", "glacier")
                .forEach(text -> tokens.add(text.getBytes(StandardCharsets.UTF_8)));
        Tokenizer tokenizer =
                new Tokenizer(
                        new Vocabulary(tokens),
                        SpecialTokens.k2(tokens.size(), SpecialTokens.TRAINED_SLOTS));
        ChatEncoder encoder = new ChatEncoder(tokenizer, ChatTemplate.K2);
        List<Message> asked = List.of(new Message.User("what flows?"));
        int[] sampled = {258, 260, encoder.id(Marker.END)};
        int[] prompt = encoder.encode(asked, List.of(), true).ids();
        int[] soFar = concat(prompt, sampled);
        List<Message> next = List.of(new Message.User("and?"));

        int[] continued = encoder.continueFrom(soFar, next);

        assertThat(Arrays.copyOf(continued, soFar.length)).isEqualTo(soFar);
        List<Message> all =
                List.of(asked.getFirst(), encoder.parse(sampled).message(), next.getFirst());
        int[] anew = encoder.encode(all, List.of(), true).ids();
        assertThat(anew).as("made anew, the answer has other tokens").isNotEqualTo(continued);
        assertThat(tokenizer.decode(continued)).isEqualTo(tokenizer.decode(anew));
    }

    @Test
    void answerThatWasCutGetsTheEndOfItsTurn() {
        List<Message> asked = List.of(new Message.User("count"));
        int[] prompt = ENCODER.encode(asked, List.of(), true).ids();
        int[] soFar = concat(prompt, ByteChat.ids("one, tw"));
        List<Message> next = List.of(new Message.User("go on"));
        assertThat(ENCODER.continueFrom(soFar, next))
                .isEqualTo(
                        ENCODER.encode(
                                        List.of(
                                                asked.getFirst(),
                                                new Message.Assistant("one, tw"),
                                                next.getFirst()),
                                        List.of(),
                                        true)
                                .ids());
    }

    @Test
    void callThatWasCutStaysAndKeepsItsNumber() {
        int[] prompt = ENCODER.encode(List.of(new Message.User("?")), TOOLS, true).ids();
        int[] sampled =
                ByteChat.ids(
                        "<|tool_calls_section_begin|><|tool_call_begin|>functions.clock:0"
                                + "<|tool_call_argument_begin|>{\"n");
        int[] soFar = concat(prompt, sampled);
        int[] continued = ENCODER.continueFrom(soFar, List.of(new Message.User("again")));
        assertThat(Arrays.copyOf(continued, soFar.length)).isEqualTo(soFar);
        assertThat(continued[soFar.length]).isEqualTo(ENCODER.id(Marker.END));
        assertThat(ENCODER.nextCall(continued)).isEqualTo(1);
        Message.Assistant later =
                new Message.Assistant("", List.of(new ToolCall("call_x", "clock", "{}")));
        int[] replayed =
                ENCODER.continueFrom(
                        soFar, List.of(later, new Message.ToolResult("clock", "call_x", "noon")));
        assertThat(ByteChat.TOKENIZER.decode(replayed))
                .contains("functions.clock:1", "## Return of functions.clock:1\nnoon");
    }

    @Test
    void everyTokenThatEndsATurnIsLeftAsTheModelGaveIt() {
        int[] prompt = ENCODER.encode(List.of(new Message.User("?")), List.of(), true).ids();
        int[] ended = concat(prompt, ByteChat.ids("yes[EOS]"));
        int[] continued = ENCODER.continueFrom(ended, List.of(new Message.User("and?")));
        assertThat(continued[ended.length]).isEqualTo(ENCODER.id(Marker.USER));
    }

    /// The number of a conversation's next call is the one that reading the answers gave.
    @Test
    void nextCallIsTheOneThatReadingTheAnswerGives() {
        Random random = new Random(SEED + 1);
        List<String> bits =
                List.of(
                        "<|tool_call_begin|>",
                        "functions.clock:",
                        "functions.clock:0",
                        "7",
                        "x",
                        "<|tool_call_argument_begin|>",
                        "<|tool_call_end|>",
                        "{}",
                        "[PAD]");
        int numbered = 0;
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(bits.get(random.nextInt(bits.size())));
            }
            int[] ids = ByteChat.ids(text.toString());
            int next = 0;
            for (AnswerEvent event : ByteChat.events(ids)) {
                if (event instanceof AnswerEvent.CallBegan call) {
                    next = CallId.parse(call.id()).number().orElseThrow() + 1;
                    numbered++;
                }
            }
            assertThat(ENCODER.nextCall(ids)).as("seed %d: %s", SEED + 1, text).isEqualTo(next);
        }
        assertThat(numbered).as("calls that were compared").isGreaterThan(100);
    }

    private static int[] concat(int[] left, int[] right) {
        return IntStream.concat(Arrays.stream(left), Arrays.stream(right)).toArray();
    }
}
