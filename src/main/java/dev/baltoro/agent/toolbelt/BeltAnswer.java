package dev.baltoro.agent.toolbelt;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a call came to.
///
/// @param text for the model
/// @param isError whether it failed
/// @param content the items as the tool's server gave them, if it was one of a server
public record BeltAnswer(String text, boolean isError, Optional<JsonNode> content) {
    static BeltAnswer of(String text) {
        return new BeltAnswer(text, false, Optional.empty());
    }

    static BeltAnswer failed(String why) {
        return new BeltAnswer(why, true, Optional.empty());
    }
}
