package dev.baltoro.train.sft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.data.read.ReadingOptions;
import dev.baltoro.data.read.SourceFiles;
import dev.baltoro.data.shard.ConversationEncoder;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.Message.Assistant;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.run.Metric.Right;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Eight conversations: four with an answer, four with a call and an answer.
class HeldOutAnswersTest {
    @TempDir Path folder;
    private final Tokenizer tokenizer = TinySft.tokenizer();
    private final ChatEncoder encoder = new ChatEncoder(tokenizer, ChatTemplate.K2);
    private TokenShards shards;

    @BeforeEach
    void write() throws IOException {
        Path file = TinySft.conversations(folder.resolve("chats.jsonl"), 8);
        new DatasetPreparation(
                        new ConversationEncoder(tokenizer, ChatTemplate.K2, 1000),
                        new PreparationOptions(0, 0, false, 1 << 20, 1, false),
                        PreparationListener.silent())
                .write(
                        folder.resolve("data"),
                        Map.of("d", List.of(new SourceFiles(file, ReadingOptions.wholeRecords()))));
        shards = TokenShards.open(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        shards.close();
    }

    private HeldOutAnswers answers(int most) {
        return new HeldOutAnswers(shards.train("d"), encoder, most);
    }

    /// {@return the ids of a turn behind its head}
    private int[] ids(Assistant turn) {
        int[] whole = encoder.encode(List.of(turn), List.of(), false).ids();
        int[] open = encoder.encode(List.of(), List.of(), true).ids();
        return Arrays.copyOfRange(whole, open.length, whole.length);
    }

    private static Assistant paint(String arguments) {
        return new Assistant("", List.of(ToolCall.of("paint", 0, arguments)));
    }

    private Map<String, Right> compare(List<Optional<int[]>> given) {
        return answers(100).compare(given);
    }

    @Test
    void questionsAreTheConversationsUpToEachAnswerWithTheirTools() {
        List<AnswerWriter.Question> questions = answers(100).questions();
        assertThat(questions).hasSize(12);
        assertThat(tokenizer.decode(questions.getFirst().prompt()))
                .endsWith("0 red<|im_end|><|im_assistant|>assistant<|im_middle|>");
        assertThat(questions.getFirst().tools()).isEmpty();
        assertThat(questions.getLast().tools()).extracting("name").containsExactly("paint");
        assertThat(tokenizer.decode(questions.getLast().prompt()))
                .contains("## Return of functions.paint:0\nok<|im_end|>");
        assertThat(answers(5).questions()).hasSize(5);
    }

    @Test
    void theTrueAnswersAreAllRight() {
        List<Optional<int[]>> given = new ArrayList<>();
        for (String colour : List.of("red", "blue", "green", "grey")) {
            given.add(Optional.of(ids(new Assistant(colour))));
        }
        for (String colour : List.of("red", "blue", "green", "grey")) {
            given.add(Optional.of(ids(paint("{\"colour\":\"" + colour + "\"}"))));
            given.add(Optional.of(ids(new Assistant("Done."))));
        }
        assertThat(compare(given))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "exact tool name", new Right(4, 4),
                                "exact arguments", new Right(4, 4),
                                "exact answer", new Right(8, 8)));
    }

    @Test
    void whatIsMissingCutOffOrOtherIsWrong() {
        List<Optional<int[]>> given = new ArrayList<>();
        given.add(Optional.empty());
        int[] whole = ids(new Assistant("blue"));
        given.add(Optional.of(Arrays.copyOf(whole, whole.length - 1))); // its end is missing
        given.add(Optional.of(ids(new Assistant("green."))));
        given.add(Optional.of(ids(paint("{}"))));
        given.add(Optional.of(ids(paint("{\"colour\":\"blue\"}")))); // the right tool only
        given.add(Optional.of(ids(new Assistant(""))));
        given.add(Optional.of(ids(new Assistant("blue")))); // a text in place of a call
        given.add(Optional.of(ids(new Assistant("Done."))));
        given.add(Optional.of(ids(new Assistant("", List.of(ToolCall.of("draw", 0, "{}"))))));
        given.add(Optional.of(ids(new Assistant("done."))));
        given.add(Optional.of(new int[0]));
        given.add(Optional.of(ids(new Assistant("Done. "))));
        assertThat(compare(given))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "exact tool name", new Right(1, 4),
                                "exact arguments", new Right(0, 4),
                                "exact answer", new Right(1, 8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1, \"b\": [1, 2]} | {\"b\":[1,2],\"a\":1}   | true",
                "{\"a\": 1}                | {\"a\":1.0}             | true",
                "{\"a\": {\"n\": 1e2}}     | {\"a\":{\"n\":100}}     | true",
                "{\"a\": [1, 2]}           | {\"a\":[2,1]}           | false",
                "{\"a\": 1}                | {\"a\":\"1\"}           | false",
                "{\"a\": null}             | {}                      | false",
                "{\"a\": 1}                | {\"a\":                 | false",
                "{\"a\": true}             | {\"a\":1}               | false",
            })
    void argumentsAreComparedAsJsonValues(String one, String other, boolean same) {
        assertThat(HeldOutAnswers.sameJson(one, other)).isEqualTo(same);
        assertThat(HeldOutAnswers.sameJson(other, one)).isEqualTo(same);
    }
}
