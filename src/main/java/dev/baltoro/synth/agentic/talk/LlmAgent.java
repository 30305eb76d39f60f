package dev.baltoro.synth.agentic.talk;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.world.Policy;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;

/// A model as an agent. Its calls get K2's ids. Where it gives no answer, its turn is cut off, with
/// the reason as text, so that the conversation counts as one that did not end.
///
/// @param model who is asked
/// @param seed of its draws
public record LlmAgent(Llm model, long seed) implements Policy {
    private static final int TOKENS_MAX = 1024;

    @Override
    public Turn act(Transcript transcript, List<ToolDeclaration> tools)
            throws InterruptedException {
        ChatRequest request =
                ChatRequest.of(
                                transcript.messages(),
                                DecodingOptions.of(Sampling.OPEN.withSeed(seed >>> 1))
                                        .withMaxTokens(TOKENS_MAX))
                        .withTools(ToolUse.auto(tools));
        try {
            WholeAnswer answer = model.answer(request);
            List<ToolCall> calls = new ArrayList<>();
            int first = transcript.calls().size();
            for (ToolCall call : answer.toolCalls()) {
                calls.add(ToolCall.of(call.name(), first + calls.size(), call.argumentsJson()));
            }
            return new Turn(answer.content(), calls, answer.reason() != EndReason.LENGTH);
        } catch (LlmException e) {
            return new Turn("no answer: " + e.getMessage(), List.of(), false);
        }
    }
}
