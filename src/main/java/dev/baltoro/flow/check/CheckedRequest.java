package dev.baltoro.flow.check;

import dev.baltoro.agent.evaluation.CallOutcome;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A request whose calls were carried out, one after the other.
///
/// @param outcomes of its expected calls, in their order
public record CheckedRequest(ToolRequest request, List<CallOutcome> outcomes) {
    public CheckedRequest {
        outcomes = List.copyOf(outcomes);
        if (outcomes.size() != request.expected().size()) {
            throw new IllegalArgumentException(
                    "%s has %d calls and %d outcomes"
                            .formatted(request.id(), request.expected().size(), outcomes.size()));
        }
    }

    /// {@return whether each call was answered, be it with a failure}
    public boolean isAnswered() {
        return outcomes.stream().allMatch(CallOutcome::isAnswer);
    }

    /// {@return the line of a file}
    String line() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.set("request", JsonMapper.shared().readTree(ToolRequestFile.line(request)));
        ArrayNode each = json.putArray("outcomes");
        outcomes.forEach(outcome ->
                each.addObject()
                        .put("ending", outcome.ending().word())
                        .put("text", outcome.text()));
        return json.toString();
    }

    /// {@return what a line says}
    ///
    /// @throws IllegalArgumentException with one line that says what is wrong
    static CheckedRequest parse(String line) {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
        List<CallOutcome> outcomes = new ArrayList<>();
        for (JsonNode each : json.path("outcomes")) {
            outcomes.add(
                    new CallOutcome(
                            ending(each.path("ending").asString("")),
                            each.path("text").asString("")));
        }
        return new CheckedRequest(ToolRequestFile.parse(json.path("request").toString()), outcomes);
    }

    private static CallOutcome.Ending ending(String word) {
        return Stream.of(CallOutcome.Ending.values())
                .filter(ending -> ending.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word + " is no ending of a call"));
    }
}
