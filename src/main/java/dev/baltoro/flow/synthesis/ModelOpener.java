package dev.baltoro.flow.synthesis;

import dev.baltoro.agent.llm.OpenLlm;
import java.io.IOException;

/// Opens the models of a run.
@FunctionalInterface
public interface ModelOpener {
    /// {@return the model, which the run closes}
    ///
    /// @param word what the recipe calls it, as [dev.baltoro.agent.llm.LlmPlace#of]
    /// @throws IOException in a line, if there is none
    OpenLlm open(String word) throws IOException;
}
