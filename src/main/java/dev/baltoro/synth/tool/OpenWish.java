package dev.baltoro.synth.tool;

import dev.baltoro.agent.request.ToolRequest;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/// A request that leaves a value open, and what its writer would answer to the question for it.
///
/// @param whole the wish with the value
/// @param missing what was left out
/// @param request without the value; its reply is a good question
public record OpenWish(ToolWish whole, ToolInput missing, ToolRequest request) {
    /// {@return one of the ways to say the value}
    public String answer(SplittableRandom random) {
        return ValueSaying.of(random, missing.column(), value(), whole.blueprint().style());
    }

    private JsonNode value() {
        return whole.arguments().path(whole.blueprint().written(missing));
    }
}
