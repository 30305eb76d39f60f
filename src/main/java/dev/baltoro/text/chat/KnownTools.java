package dev.baltoro.text.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// The tools that a specialist was trained with. Its prompts leave their declarations out, which
/// are often longer than all the rest of a conversation.
///
/// @param tools none for a model that reads of its tools in each prompt, as Kimi K2 does
public record KnownTools(List<ToolDeclaration> tools) {
    /// A model that reads of its tools in each prompt.
    public static final KnownTools NONE = new KnownTools(List.of());

    /// A keyword in a property's schema: its value is copied from the conversation, joined from at
    /// most this many spans of it.
    public static final String COPIED = "x-copied";

    private static final int SHOWN_MAX = 5;

    public KnownTools {
        tools = List.copyOf(tools);
    }

    /// {@return the tools of a JSON array as [#json] writes it}
    ///
    /// @throws IllegalArgumentException if it is not one
    public static KnownTools parse(String json) {
        try {
            JsonNode list = JsonMapper.shared().readTree(json);
            if (!list.isArray()) {
                throw new IllegalArgumentException("known tools are not a JSON array");
            }
            return new KnownTools(
                    list.valueStream()
                            .map(tool -> ToolDeclaration.parse(tool.toString()))
                            .toList());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "known tools are not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// {@return the declarations, in the form of OpenAI's `tools` lists}
    public String json() {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        tools.forEach(tool -> list.add(JsonMapper.shared().readTree(tool.json())));
        return list.toString();
    }

    /// {@return whether prompts declare their tools}
    public boolean isNone() {
        return tools.isEmpty();
    }

    /// {@return what a prompt declares}
    ///
    /// @param wanted the tools of a request
    List<ToolDeclaration> declared(List<ToolDeclaration> wanted) {
        return isNone() ? wanted : List.of();
    }

    /// {@return why a model with known tools cannot use those of a request, in a line; empty if it
    /// can}
    ///
    /// A request may bring some of the known tools, with descriptions of its own: what counts are
    /// the names, and those of the parameters.
    public Optional<String> refusal(List<ToolDeclaration> wanted) {
        if (isNone()) {
            return Optional.empty();
        }
        Map<String, SortedSet<String>> known = new HashMap<>();
        tools.forEach(tool -> known.put(tool.name(), parameters(tool)));
        for (ToolDeclaration tool : wanted) {
            SortedSet<String> parameters = known.get(tool.name());
            if (parameters == null) {
                return Optional.of(
                        "this model was trained with other tools (%s) and does not know \"%s\": leave it out, or train a model with it (baltoro agent --mcp)"
                                .formatted(names(), tool.name()));
            }
            if (!parameters.equals(parameters(tool))) {
                return Optional.of(
                        "this model was trained with a tool \"%s\" whose parameters are %s, and here they are %s: train a model with it (baltoro agent --mcp)"
                                .formatted(tool.name(), parameters, parameters(tool)));
            }
        }
        return Optional.empty();
    }

    private String names() {
        String some =
                tools.stream()
                        .limit(SHOWN_MAX)
                        .map(ToolDeclaration::name)
                        .collect(Collectors.joining(", "));
        return tools.size() > SHOWN_MAX
                ? "%s and %d more".formatted(some, tools.size() - SHOWN_MAX)
                : some;
    }

    private static SortedSet<String> parameters(ToolDeclaration tool) {
        return new TreeSet<>(
                JsonMapper.shared()
                        .readTree(tool.json())
                        .at("/function/parameters/properties")
                        .propertyNames());
    }
}
