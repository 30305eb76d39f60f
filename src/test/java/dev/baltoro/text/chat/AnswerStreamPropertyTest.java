package dev.baltoro.text.chat;

import static dev.baltoro.text.chat.ByteChat.ENCODER;
import static dev.baltoro.text.chat.ByteChat.TOKENIZER;
import static dev.baltoro.text.chat.ByteChat.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message.Assistant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for any ids, as a model with random weights gives them.
class AnswerStreamPropertyTest {
    private static final long SEED = 3;
    private static final int ANSWERS = 4_000;
    private static final int TOKENS_MAX = 60;
    private static final byte[] BITS =
            "functions.f:0 \n\t{}\"a:\u00E9\u20AC\u3000\uD83D\uDE00"
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void eventsAreInOrderAndNeverEmpty() {
        Random random = new Random(SEED);
        for (int i = 0; i < ANSWERS; i++) {
            int[] ids = randomIds(random);
            List<AnswerEvent> events = events(random.nextInt(3), ids);
            String described = "seed %d, ids %s".formatted(SEED, Arrays.toString(ids));
            assertThat(violation(events)).as(described).isEmpty();
        }
    }

    /// {@return what is wrong with the order of events; empty if nothing}
    private static String violation(List<AnswerEvent> events) {
        int begun = 0;
        boolean open = false;
        boolean ended = false;
        Set<String> callIds = new HashSet<>();
        for (AnswerEvent event : events) {
            boolean fine =
                    !ended
                            && switch (event) {
                                case AnswerEvent.Text text -> begun == 0 && !text.delta().isEmpty();
                                case AnswerEvent.CallBegan call ->
                                        !open
                                                && call.index() == begun
                                                && callIds.add(call.id())
                                                && call.id()
                                                        .startsWith(
                                                                "functions." + call.name() + ":");
                                case AnswerEvent.Arguments part ->
                                        open
                                                && part.index() == begun - 1
                                                && !part.delta().isEmpty();
                                case AnswerEvent.CallEnded end -> open && end.index() == begun - 1;
                                case AnswerEvent.Ended end -> !open || !end.finished();
                            };
            if (!fine) {
                return event + " in " + events;
            }
            switch (event) {
                case AnswerEvent.CallBegan _ -> {
                    begun++;
                    open = true;
                }
                case AnswerEvent.CallEnded _ -> open = false;
                case AnswerEvent.Ended _ -> ended = true;
                case AnswerEvent.Text _, AnswerEvent.Arguments _ -> {}
            }
        }
        return ended ? "" : "no end in " + events;
    }

    @Test
    void tokensOneByOneAndTheWholeTextSayTheSame() {
        Random random = new Random(SEED + 1);
        int calls = 0;
        for (int i = 0; i < ANSWERS; i++) {
            int[] ids = randomIds(random);
            ParsedAnswer answer = ENCODER.parse(ids);
            calls += answer.toolCalls().size();
            assertThat(answer)
                    .as("seed %d, ids %s", SEED + 1, Arrays.toString(ids))
                    .isEqualTo(AnswerParser.parse(spelled(ids)));
        }
        assertThat(calls).as("calls that were compared").isGreaterThan(ANSWERS / 10);
    }

    /// {@return the ids as text: stretches of ordinary tokens decoded in one piece, markers spelled
    /// out, other special tokens left out}
    private static String spelled(int[] ids) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= ids.length; i++) {
            if (i == ids.length || TOKENIZER.isSpecial(ids[i])) {
                text.append(TOKENIZER.decode(Arrays.copyOfRange(ids, start, i)));
                start = i + 1;
                if (i < ids.length && ENCODER.isEnd(ids[i])) {
                    text.append(Marker.END.content());
                } else if (i < ids.length) {
                    String special = TOKENIZER.decode(new int[] {ids[i]});
                    boolean marker =
                            Arrays.stream(Marker.values())
                                    .anyMatch(one -> one.content().equals(special));
                    text.append(marker ? special : "");
                }
            }
        }
        return text.toString();
    }

    /// {@return ids of which one in three is special, markers of calls more often than others}
    private static int[] randomIds(Random random) {
        return IntStream.range(0, random.nextInt(TOKENS_MAX + 1))
                .map(_ ->
                        switch (random.nextInt(12)) {
                            case 0, 1, 2 ->
                                    ENCODER.id(
                                            Marker.values()[
                                                    Marker.CALLS_BEGIN.ordinal()
                                                            + random.nextInt(5)]);
                            case 3 -> random.nextInt(TOKENIZER.vocabSize());
                            case 4, 5 -> random.nextInt(256);
                            default -> BITS[random.nextInt(BITS.length)] & 0xFF;
                        })
                .toArray();
    }

    @Test
    void whatIsRenderedIsReadBack() {
        Random random = new Random(SEED + 2);
        for (int i = 0; i < 1_000; i++) {
            int first = random.nextInt(20);
            List<ToolCall> calls = new ArrayList<>();
            for (int call = random.nextInt(4); call > 0; call--) {
                String name = letters(random, "ab.-_2é<|im_end|>", 1 + random.nextInt(8));
                String json = "{\"a\":\"" + letters(random, " \n😀€x:<|}", 12) + "\"}";
                calls.add(ToolCall.of(name, first + calls.size(), json));
            }
            String content = letters(random, " \n\t\u3000é😀<|tool_call_end|>", 10);
            Assistant said =
                    new Assistant(calls.isEmpty() ? content : content.stripTrailing(), calls);
            EncodedChat chat = ENCODER.encode(List.of(said), List.of(), false);
            int[] answer =
                    IntStream.range(0, chat.size())
                            .filter(chat::isAnswer)
                            .map(at -> chat.ids()[at])
                            .toArray();
            assertThat(ENCODER.parse(answer, first).message())
                    .as("seed %d", SEED + 2)
                    .isEqualTo(said);
        }
    }

    private static String letters(Random random, String alphabet, int length) {
        int[] letters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }
}
