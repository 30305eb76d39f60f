package dev.baltoro.agent.llm;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;

/// A language model that answers conversations: a judge, a teacher, a simulated user. Any number of
/// threads may share one.
public interface Llm {
    /// {@return its answer, once it has ended}
    ///
    /// @throws LlmException if there is none: it cannot be reached, refuses, or takes too long
    WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException;

    /// {@return what it is called in reports and journals; two that answer differently have two
    /// names}
    String name();
}
