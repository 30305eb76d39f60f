package dev.baltoro.agent.llm;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;

/// The engine in this process, with a clock on how fast it decodes. Conversations that begin alike
/// share what was computed of it.
public final class LocalLlm implements Llm {
    private static final double NANOS = 1e9;

    private final ChatEngine chat;
    private final String name;
    private final LongAdder nanos = new LongAdder();
    private final LongAdder tokens = new LongAdder();

    /// @param chat stays the caller's
    public LocalLlm(ChatEngine chat) {
        this(chat, chat.modelName());
    }

    /// @param chat stays the caller's
    /// @param name in journals: it must tell these weights from others
    public LocalLlm(ChatEngine chat, String name) {
        this.chat = chat;
        this.name = name;
    }

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        try (Answer answer = chat.answer(request)) {
            WholeAnswer whole = answer.whole();
            if (answer.tokensMade() > 1) {
                tokens.add(answer.tokensMade() - 1L);
                nanos.add(answer.sinceFirstToken().toNanos());
            }
            return whole;
        } catch (EngineException | SchemaException e) {
            throw new LlmException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    /// {@return tokens a second after each answer's first one; empty if there were none}
    public OptionalDouble decodeRate() {
        return nanos.sum() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(tokens.sum() * NANOS / nanos.sum());
    }
}
