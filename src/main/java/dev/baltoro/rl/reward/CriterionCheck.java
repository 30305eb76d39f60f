package dev.baltoro.rl.reward;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.world.Rubric.Criterion;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The question whether an answer does what a criterion demands.
///
/// @param criterion what is demanded
/// @param question what the answer is to
/// @param answer the answer
record CriterionCheck(Criterion criterion, String question, String answer) {
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"holds\":{\"type\":\"boolean\"}},\"required\":[\"holds\"],\"additionalProperties\":false}";
    private static final int ANSWER_TOKENS_MAX = 32;

    /// {@return whether a critic says that it holds; none if it does not say}
    Optional<Boolean> ask(Llm critic) throws LlmException, InterruptedException {
        WholeAnswer said =
                critic.answer(
                        ChatRequest.of(
                                        List.of(
                                                new Message.System(
                                                        "Does the answer hold to this?\n- "
                                                                + criterion.text()),
                                                new Message.User(
                                                        "%s\n\nAnswer: %s"
                                                                .formatted(question, answer))),
                                        DecodingOptions.of(
                                                        Sampling.OPEN
                                                                .withTemperature(0)
                                                                .withSeed(0))
                                                .withMaxTokens(ANSWER_TOKENS_MAX))
                                .withFormat(new ResponseFormat.JsonSchema("verdict", SCHEMA)));
        try {
            JsonNode holds = JsonMapper.shared().readTree(said.content()).path("holds");
            return holds.isBoolean() ? Optional.of(holds.booleanValue()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
