package dev.baltoro.rl.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.TestData;
import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rollouts that went wrong elsewhere, under K2's own vocabulary.
class DialogueFieldCaseTest {
    private static final Path CASES = Path.of("../field-cases/sft/cases");

    @Test
    void aSampleCutByLengthHasNoEndThatWasSampled() throws Exception {
        JsonNode made = made("53-sample-cut-by-length");
        Path folder = TestData.require(CASES.resolve("53-sample-cut-by-length").toString());
        JsonNode expected =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("expect.json")));
        JsonNode right = expected.path("accept").get(0);
        assertThat(made.path("tokens")).isEqualTo(right.path("tokens"));
        StringBuilder mask = new StringBuilder();
        made.path("mask").forEach(bit -> mask.append(bit.asInt()));
        assertThat(mask.toString()).isEqualTo(right.path("mask").stringValue());
        for (int i = 0; i < made.path("tokens").size(); i++) {
            JsonNode logprob = right.path("logprobs").get(i);
            assertThat(made.path("logprobs").get(i).isNull()).isEqualTo(logprob.isNull());
            if (!logprob.isNull()) {
                assertThat(made.path("logprobs").get(i).floatValue())
                        .isEqualTo(logprob.floatValue());
            }
        }
        assertThat(made.path("versions").toString()).isEqualTo(right.path("versions").toString());
    }

    /// {@return what a case's conversation becomes}
    private static JsonNode made(String name) throws IOException {
        Tokenizer tokenizer = Tokenizer.load(TestData.require("kimi-k2"));
        ChatEncoder encoder = new ChatEncoder(tokenizer, ChatTemplate.K2);
        Path file = TestData.require(CASES.resolve(name).resolve("input.jsonl").toString());
        JsonNode input = JsonMapper.shared().readTree(Files.readString(file));
        List<Message> first = new ArrayList<>();
        for (JsonNode message : input.path("messages")) {
            first.add(new Message.User(message.path("content").stringValue()));
        }
        Dialogue dialogue = new Dialogue(encoder, first, List.of());
        for (JsonNode step : input.path("steps")) {
            for (int i = 0; i < step.path("sampled").size(); i++) {
                float logprob = step.path("logprobs").get(i).floatValue();
                dialogue.sample(
                        new GeneratedToken(
                                step.path("sampled").get(i).asInt(),
                                logprob,
                                logprob,
                                List.of(),
                                step.path("version").asLong()),
                        0);
            }
            if (step.has("tool")) {
                ToolCall call = dialogue.turn().toolCalls().getFirst();
                dialogue.show(
                        List.of(
                                new Message.ToolResult(
                                        call.id(), step.path("tool").stringValue())));
            }
        }
        return RolloutJson.tokens(dialogue.tokens());
    }
}
