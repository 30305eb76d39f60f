package dev.baltoro.flow.synthesis;

import dev.baltoro.agent.llm.Llm;
import java.io.IOException;

/// Opens models by what a recipe calls them.
@FunctionalInterface
public interface ModelPlace {
    /// {@return the model; its owner closes it}
    ///
    /// @param place a folder, or an address with a name behind `#`
    /// @throws IOException in one line, if there is none
    Llm open(String place) throws IOException;
}
