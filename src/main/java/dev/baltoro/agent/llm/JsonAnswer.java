package dev.baltoro.agent.llm;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON that a model was asked for.
public final class JsonAnswer {
    private JsonAnswer() {}

    /// {@return the object in an answer, around which some models put words or a fence; empty if
    /// there is none}
    public static Optional<ObjectNode> read(String answer) {
        int begin = answer.indexOf('{');
        int end = answer.lastIndexOf('}');
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(answer.substring(begin, end + 1));
            return json instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
