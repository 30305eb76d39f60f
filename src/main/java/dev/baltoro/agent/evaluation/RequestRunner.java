package dev.baltoro.agent.evaluation;

import dev.baltoro.agent.evaluation.RequestOutcome.Ending;
import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.score.MadeCall;
import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.PredictionFile;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks a model one request, carries out its calls, and goes on until it hands back to the user.
///
/// The model reads the facts as its system message, the earlier turns, and the request. Immutable.
///
/// @param llm the model
/// @param declared whether each prompt brings the tools' declarations; a model that is served with
///   tools of its own may need none
/// @param decoding how answers are drawn, and the longest one
/// @param limits where a request ends at the latest
public record RequestRunner(Llm llm, boolean declared, DecodingOptions decoding, RunLimits limits) {
    private static final double NANOS = 1e9;

    /// {@return what came of a request}
    ///
    /// @param server is begun anew; stays open
    /// @throws EvaluationFailure if the server cannot be begun anew
    public RequestOutcome run(ToolRequest request, ToolServer server)
            throws EvaluationFailure, InterruptedException {
        server.begin();
        return new Run(request, server).toItsEnd();
    }

    private final class Run {
        private final ToolRequest request;
        private final ToolServer server;
        private final List<Message> messages;
        private final List<MadeCall> calls = new ArrayList<>();
        private final long began = System.nanoTime();
        private long modelNanos;
        private long tokens;
        private int turns;

        Run(ToolRequest request, ToolServer server) {
            this.request = request;
            this.server = server;
            this.messages = request.opening();
        }

        RequestOutcome toItsEnd() throws InterruptedException {
            while (turns < limits.turns()) {
                WholeAnswer answer;
                try {
                    answer = ask();
                } catch (LlmException e) {
                    return outcome(Ending.FAILED, "", String.valueOf(e.getMessage()));
                }
                for (ToolCall call : answer.toolCalls()) {
                    calls.add(
                            new MadeCall(
                                    call.name(), PredictionFile.arguments(call.argumentsJson())));
                }
                if (answer.toolCalls().isEmpty()) {
                    Ending end =
                            answer.reason() == EndReason.LENGTH ? Ending.CUT : Ending.HANDED_BACK;
                    return outcome(end, answer.content(), "");
                }
                if (calls.size() > limits.calls()) {
                    return outcome(Ending.CALLS, answer.content(), "");
                }
                carryOut(answer);
            }
            return outcome(Ending.TURNS, "", "");
        }

        private WholeAnswer ask() throws LlmException, InterruptedException {
            turns++;
            long from = System.nanoTime();
            try {
                ToolUse tools = declared ? ToolUse.auto(server.tools()) : ToolUse.NONE;
                WholeAnswer answer =
                        llm.answer(ChatRequest.of(messages, decoding).withTools(tools));
                tokens += answer.usage().completionTokens();
                return answer;
            } finally {
                modelNanos += System.nanoTime() - from;
            }
        }

        private void carryOut(WholeAnswer answer) throws InterruptedException {
            messages.add(answer.message());
            List<MadeCall> made =
                    calls.subList(calls.size() - answer.toolCalls().size(), calls.size());
            for (int i = 0; i < made.size(); i++) {
                JsonNode arguments = made.get(i).arguments();
                String result =
                        arguments instanceof ObjectNode object
                                ? server.call(made.get(i).name(), object)
                                : "error: the arguments are no JSON object";
                messages.add(new Message.ToolResult(answer.toolCalls().get(i).id(), result));
            }
        }

        private RequestOutcome outcome(Ending ending, String text, String note) {
            return new RequestOutcome(
                    new Prediction(request.id(), calls, text),
                    ending,
                    note,
                    (System.nanoTime() - began) / NANOS,
                    modelNanos / NANOS,
                    tokens,
                    turns);
        }
    }
}
