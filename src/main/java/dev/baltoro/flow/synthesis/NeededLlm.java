package dev.baltoro.flow.synthesis;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.llm.Trouble;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;

/// A model without which a run cannot go on: where it cannot be reached, or may not be asked, the
/// run stops, rather than being filled with conversations that broke off. What the model refuses is
/// the conversation's own trouble.
///
/// @param model asked
record NeededLlm(Llm model) implements Llm {
    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        try {
            return model.answer(request);
        } catch (LlmException e) {
            if (e.trouble().mayPass() || e.trouble() == Trouble.OFFLINE) {
                throw new NoAnswer(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    @Override
    public String name() {
        return model.name();
    }
}
