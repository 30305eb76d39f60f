package dev.baltoro.text.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baltoro.text.chat.AnswerCollector;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.StreamEvent;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is written is read back, for requests and answers drawn at random.
class RoundTripTest {
    private static final long SEED = 11;
    private static final int ROUNDS = 2_000;
    private static final ResponseHead HEAD = new ResponseHead("chatcmpl-1", 7, "tiny", "fp_1");

    @Test
    void requestThatIsWrittenIsReadBack() {
        RandomChats chats = new RandomChats(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            ChatCompletionRequest request = chats.request();
            JsonNode wire = JsonMapper.shared().readTree(request.json().toString());
            assertThat(ChatCompletionRequest.read(wire, CodecLimits.OPENAI))
                    .as("seed %d, round %d: %s", SEED, round, wire)
                    .isEqualTo(request);
        }
    }

    @Test
    void answerThatIsWrittenWholeIsReadBack() {
        Random random = new Random(SEED + 1);
        for (int round = 0; round < ROUNDS; round++) {
            Usage usage = RandomChats.usage(random);
            List<WholeAnswer> answers = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                answers.add(joined(RandomChats.parts(random, usage)));
            }
            ChatCompletionFormat format =
                    new ChatCompletionFormat(HEAD, Optional.empty(), false, random.nextBoolean());
            JsonNode wire = JsonMapper.shared().readTree(format.whole(answers, usage).toString());
            assertThat(ChatCompletion.read(wire, CodecLimits.OPENAI))
                    .as("seed %d, round %d: %s", SEED + 1, round, wire)
                    .isEqualTo(new ChatCompletion(HEAD, answers, usage));
        }
    }

    @Test
    void partsThatAreWrittenAsChunksAreReadBack() {
        Random random = new Random(SEED + 2);
        for (int round = 0; round < ROUNDS; round++) {
            Usage usage = RandomChats.usage(random);
            List<List<AnswerPart>> answers = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                answers.add(RandomChats.parts(random, usage));
            }
            ChatCompletionFormat format =
                    new ChatCompletionFormat(HEAD, Optional.empty(), true, random.nextBoolean());
            List<StreamEvent> events = written(random, answers, format);
            events.addAll(format.closing(usage));

            assertThat(read(events, answers.size()))
                    .as("seed %d, round %d: %s", SEED + 2, round, events)
                    .isEqualTo(answers);
        }
    }

    /// The answers' events, interleaved at random.
    private static List<StreamEvent> written(
            Random random, List<List<AnswerPart>> answers, ChatCompletionFormat format) {
        List<StreamEvent> events = new ArrayList<>();
        List<ArrayList<AnswerPart>> left = answers.stream().map(ArrayList::new).toList();
        for (int choice = 0; choice < answers.size(); choice++) {
            events.addAll(format.opening(choice));
        }
        while (left.stream().anyMatch(parts -> !parts.isEmpty())) {
            int choice = random.nextInt(left.size());
            if (!left.get(choice).isEmpty()) {
                events.addAll(format.part(choice, left.get(choice).removeFirst()));
            }
        }
        return events;
    }

    private static List<List<AnswerPart>> read(List<StreamEvent> events, int choices) {
        ChunkReader reader = new ChunkReader(CodecLimits.OPENAI);
        List<List<AnswerPart>> answers = new ArrayList<>();
        for (int i = 0; i < choices; i++) {
            answers.add(new ArrayList<>());
        }
        for (StreamEvent event : events) {
            List<ChunkReader.ChoicePart> parts =
                    event.equals(ChatCompletionFormat.DONE)
                            ? reader.finish()
                            : reader.push(JsonMapper.shared().readTree(event.data()));
            parts.forEach(part -> answers.get(part.choice()).add(part.part()));
        }
        return answers;
    }

    @Test
    void streamThatBreaksOffIsAnErrorThatNamesTheAnswer() {
        ChatCompletionFormat format = new ChatCompletionFormat(HEAD, Optional.empty(), true, false);
        ChunkReader reader = new ChunkReader(CodecLimits.OPENAI);
        reader.push(JsonMapper.shared().readTree(format.opening(0).getFirst().data()));
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(reader::finish)
                .satisfies(e -> assertThat(e.field()).isEqualTo("choices[0].finish_reason"));
    }

    @Test
    void errorInsteadOfAnAnswerIsReadAsOne() {
        JsonNode error =
                JsonMapper.shared()
                        .readTree("{\"error\":{\"message\":\"busy\",\"code\":\"queue_full\"}}");
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> ChatCompletion.read(error, CodecLimits.OPENAI))
                .withMessage("busy")
                .satisfies(e -> assertThat(e.code()).isEqualTo("queue_full"));
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> new ChunkReader(CodecLimits.OPENAI).push(error))
                .withMessage("busy");
    }

    @Test
    void wrongValueOfAnAnswerIsNamed() {
        JsonNode wire =
                JsonMapper.shared()
                        .readTree(
                                "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                                        + "{\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\","
                                        + "\"function\":{\"name\":\"f\",\"arguments\":{}}}]}}]}");
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> ChatCompletion.read(wire, CodecLimits.OPENAI))
                .satisfies(e ->
                        assertThat(e.field())
                                .isEqualTo("choices[0].message.tool_calls[0].function.arguments"));
    }

    private static WholeAnswer joined(List<AnswerPart> parts) {
        AnswerCollector collector = new AnswerCollector();
        parts.forEach(collector);
        return collector.whole().orElseThrow();
    }
}
