package dev.baltoro.agent.evaluation;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Where a model's calls are carried out. One thread at a time.
public interface ToolServer extends AutoCloseable {
    /// Makes everything as it is when a request begins.
    ///
    /// @throws EvaluationFailure if that cannot be done: no request can be asked any more
    void begin() throws EvaluationFailure, InterruptedException;

    /// {@return the tools that can be called}
    List<ToolDeclaration> tools();

    /// {@return what a call gives back, for the model to read; of one that cannot be done, why}
    String call(String name, ObjectNode arguments) throws InterruptedException;

    @Override
    void close();
}
