package dev.baltoro.rl.rollout;

import dev.baltoro.text.openai.MessageWriter;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Rollouts as JSON, for people and other programs: the messages, and for each token its id,
/// whether it was drawn, its log-probabilities and the version of the weights.
public final class RolloutJson {
    private RolloutJson() {}

    /// {@return a rollout that is over}
    ///
    /// @param reward what it was worth; none if it counts for nothing
    /// @param tokenizer gives each token its text, as `texts`
    public static ObjectNode of(Rollout rollout, OptionalDouble reward, Tokenizer tokenizer) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("rollout", rollout.id().toString());
        json.put("task", rollout.task().id().toString());
        json.put("kind", rollout.task().kind());
        json.put("outcome", rollout.end().name().toLowerCase(Locale.ROOT));
        json.put("over_budget", rollout.isOverBudget());
        reward.ifPresent(worth -> json.put("reward", worth));
        rollout.verdict()
                .ifPresent(verdict -> {
                    json.put("success", verdict.success());
                    json.put("reason", verdict.reason());
                    ObjectNode partial = json.putObject("partial");
                    verdict.partial().forEach(partial::put);
                });
        if (!rollout.remark().isEmpty()) {
            json.put("remark", rollout.remark());
        }
        json.set("messages", MessageWriter.messages(rollout.transcript().messages()));
        json.setAll(tokens(rollout.tokens()));
        ArrayNode texts = json.putArray("texts");
        for (int id : rollout.tokens().ids()) {
            texts.add(TokenText.of(tokenizer, id));
        }
        return json;
    }

    /// {@return a conversation's tokens: `tokens`, `mask`, and where they were drawn `logprobs`,
    /// `drawn_logprobs` and `versions`, null elsewhere}
    public static ObjectNode tokens(TokenRecord record) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ArrayNode tokens = json.putArray("tokens");
        ArrayNode mask = json.putArray("mask");
        ArrayNode logprobs = json.putArray("logprobs");
        ArrayNode drawn = json.putArray("drawn_logprobs");
        ArrayNode versions = json.putArray("versions");
        for (int i = 0; i < record.size(); i++) {
            tokens.add(record.id(i));
            mask.add(record.isSampled(i) ? 1 : 0);
            if (record.isSampled(i)) {
                logprobs.add(record.logProbability(i));
                drawn.add(record.drawnLogProbability(i));
                versions.add(record.version(i));
            } else {
                logprobs.addNull();
                drawn.addNull();
                versions.addNull();
            }
        }
        return json;
    }

    /// {@return the conversation's tokens that [#tokens] wrote}
    public static TokenRecord read(JsonNode json) {
        TokenRecord record = TokenRecord.of();
        for (int i = 0; i < json.path("tokens").size(); i++) {
            int id = json.path("tokens").get(i).asInt();
            if (json.path("mask").get(i).asInt() == 1) {
                record.sample(
                        id,
                        json.path("logprobs").get(i).floatValue(),
                        json.path("drawn_logprobs").get(i).floatValue(),
                        json.path("versions").get(i).asLong());
            } else {
                record.give(new int[] {id}, 0);
            }
        }
        return record;
    }
}
