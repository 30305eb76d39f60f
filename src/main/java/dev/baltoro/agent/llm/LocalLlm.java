package dev.baltoro.agent.llm;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;

/// The engine in this process. Conversations that begin alike share what was computed of it.
///
/// @param chat stays the caller's
public record LocalLlm(ChatEngine chat) implements Llm {
    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        try (Answer answer = chat.answer(request)) {
            return answer.whole();
        } catch (EngineException | SchemaException e) {
            throw new LlmException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String name() {
        return chat.modelName();
    }
}
