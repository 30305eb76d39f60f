package dev.baltoro.agent.llm;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;

/// A model whose answers are counted. Behind a journal, only what is really asked is.
///
/// @param model asked
/// @param meter counts
public record MeteredLlm(Llm model, UsageMeter meter) implements Llm {
    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        WholeAnswer answer = model.answer(request);
        meter.answered(answer.usage());
        return answer;
    }

    @Override
    public String name() {
        return model.name();
    }
}
