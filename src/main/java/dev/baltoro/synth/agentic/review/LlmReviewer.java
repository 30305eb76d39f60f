package dev.baltoro.synth.agentic.review;

import dev.baltoro.agent.llm.JsonAnswer;
import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.synth.agentic.talk.Trajectory;
import dev.baltoro.synth.agentic.task.TaskCriterion;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A model as reviewer: it reads the wishes, the conversation and the judged lines of the rubric,
/// and gives each line a mark from 0 to 10. What cannot be read as marks refuses.
///
/// @param model who is asked
/// @param accepted least mean of what it accepts, from 0 to 1
public record LlmReviewer(Llm model, double accepted) implements Reviewer {
    private static final int MARK_MAX = 10;
    private static final double EACH_MIN = 0.5;
    private static final int TOKENS_MAX = 512;
    private static final int MESSAGE_CHARS_MAX = 1500;
    private static final String MARKS = "marks";

    private static final String SYSTEM =
            """
            You review conversations of an assistant that has tools. For each line of the rubric give \
            a mark from 0 (not at all) to 10 (fully), and say in one sentence what is wrong, if \
            anything is. Whether the tools did what was asked is checked elsewhere. Answer in JSON.\
            """;

    @Override
    public Review review(Trajectory trajectory) throws InterruptedException {
        List<TaskCriterion> judged =
                trajectory.task().criteria().stream()
                        .filter(one -> !one.part().isCheckable())
                        .toList();
        ChatRequest request =
                ChatRequest.of(
                                List.of(
                                        new Message.System(SYSTEM),
                                        new Message.User(asked(trajectory, judged))),
                                DecodingOptions.of(Sampling.OPEN.withTemperature(0))
                                        .withMaxTokens(TOKENS_MAX))
                        .withFormat(new ResponseFormat.JsonSchema("review", schema(judged)));
        try {
            return read(model.answer(request).content(), judged);
        } catch (LlmException e) {
            return none("no answer: " + e.getMessage());
        }
    }

    private Review none(String why) {
        return new Review(false, 0, List.of(why), model.name());
    }

    private static String asked(Trajectory trajectory, List<TaskCriterion> judged) {
        return """
        What the user wants:
        %s

        The conversation:
        %s

        The rubric:
        %s\
        """
                .formatted(
                        trajectory.task().text(),
                        trajectory.transcript().messages().stream()
                                .map(LlmReviewer::shown)
                                .collect(Collectors.joining("\n")),
                        judged.stream()
                                .map(one -> "%s: %s".formatted(one.id(), one.text()))
                                .collect(Collectors.joining("\n")));
    }

    private static String shown(Message message) {
        String calls =
                message instanceof Message.Assistant turn
                        ? turn.toolCalls().stream()
                                .map(LlmReviewer::shown)
                                .collect(Collectors.joining())
                        : "";
        String text = message.content() + calls;
        return "%s: %s"
                .formatted(
                        message.name(),
                        text.length() <= MESSAGE_CHARS_MAX
                                ? text
                                : text.substring(0, MESSAGE_CHARS_MAX) + "…");
    }

    private static String shown(ToolCall call) {
        return " [calls %s %s]".formatted(call.name(), call.argumentsJson());
    }

    private static String schema(List<TaskCriterion> judged) {
        ObjectNode schema = JsonMapper.shared().createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode marks = properties.putObject(MARKS).put("type", "object");
        ObjectNode each = marks.putObject("properties");
        ArrayNode required = marks.putArray("required");
        for (TaskCriterion one : judged) {
            each.putObject(one.id())
                    .put("type", "integer")
                    .put("minimum", 0)
                    .put("maximum", MARK_MAX);
            required.add(one.id());
        }
        marks.put("additionalProperties", false);
        properties.putObject("reason").put("type", "string").put("maxLength", 300);
        schema.putArray("required").add(MARKS).add("reason");
        return schema.put("additionalProperties", false).toString();
    }

    private Review read(String answer, List<TaskCriterion> judged) {
        Optional<ObjectNode> said = JsonAnswer.read(answer);
        if (said.isEmpty()) {
            return none("unreadable: the review is not JSON");
        }
        List<String> reasons = new ArrayList<>();
        double sum = 0;
        boolean each = true;
        for (TaskCriterion one : judged) {
            JsonNode mark = said.get().path(MARKS).path(one.id());
            if (!mark.isNumber() || mark.asDouble() < 0 || mark.asDouble() > MARK_MAX) {
                return none("unreadable: there is no mark for " + one.id());
            }
            double share = mark.asDouble() / MARK_MAX;
            sum += share;
            each &= share >= EACH_MIN;
            if (share < 1) {
                reasons.add(String.format(Locale.ROOT, "%s: %.2f", one.id(), share));
            }
        }
        String reason = said.get().path("reason").asString("").strip();
        if (!reason.isEmpty()) {
            reasons.add("said: " + reason);
        }
        double score = Math.round(1000 * sum / judged.size()) / 1000.0;
        return new Review(each && score >= accepted, score, reasons, model.name());
    }
}
