package dev.baltoro.text.chat;

import dev.baltoro.text.chat.Message.Assistant;
import dev.baltoro.text.chat.Message.System;
import dev.baltoro.text.chat.Message.ToolResult;
import dev.baltoro.text.chat.Message.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The names of one conversation's tools, as they were given and as the model sees them.
///
/// K2 names tools in letters, digits, `_`, `-` and `.`, but people's tools are called `list tasks`,
/// `nasa/apod` or `高德天气查询助手`. In the prompt each other character is a `_`, and a number tells apart
/// what would then be called the same; answers have the names as they were given. Immutable.
public final class ToolNames {
    /// Characters of a name that the model sees: OpenAI's limit.
    private static final int SHOWN_MAX = 64;

    private static final Pattern FOREIGN = Pattern.compile("[^a-zA-Z0-9_.-]");

    private final Map<String, String> shown = new HashMap<>();
    private final Map<String, String> given = new HashMap<>();

    private ToolNames(List<ToolDeclaration> tools) {
        for (ToolDeclaration tool : tools) {
            if (plain(tool.name()).equals(tool.name())) { // keeps its name, whatever others have
                put(tool.name(), tool.name());
            }
        }
        for (ToolDeclaration tool : tools) {
            if (!shown.containsKey(tool.name())) {
                put(tool.name(), free(plain(tool.name())));
            }
        }
    }

    private void put(String name, String inPrompt) {
        shown.put(name, inPrompt);
        given.put(inPrompt, name);
    }

    private String free(String name) {
        String free = name;
        for (int number = 2; given.containsKey(free); number++) {
            String end = "_" + number;
            free = name.substring(0, Math.min(name.length(), SHOWN_MAX - end.length())) + end;
        }
        return free;
    }

    private static String plain(String name) {
        String plain = FOREIGN.matcher(name).replaceAll("_");
        return plain.substring(0, Math.min(plain.length(), SHOWN_MAX));
    }

    /// {@return the names of these tools}
    public static ToolNames of(List<ToolDeclaration> tools) {
        return new ToolNames(tools);
    }

    /// {@return a name as the model sees it}
    public String shown(String name) {
        return shown.getOrDefault(name, plain(name));
    }

    /// {@return a name as it was given}
    public String given(String inPrompt) {
        return given.getOrDefault(inPrompt, inPrompt);
    }

    /// {@return the tools as the model sees them}
    public ToolUse shown(ToolUse use) {
        return new ToolUse(
                use.tools().stream().map(this::shown).toList(),
                switch (use.choice()) {
                    case ToolChoice.Named(String name) -> new ToolChoice.Named(shown(name));
                    case ToolChoice.Among(Set<String> names, boolean required) ->
                            new ToolChoice.Among(
                                    names.stream().map(this::shown).collect(Collectors.toSet()),
                                    required);
                    case ToolChoice.Auto _, ToolChoice.None _, ToolChoice.Required _ ->
                            use.choice();
                },
                use.parallel());
    }

    private ToolDeclaration shown(ToolDeclaration tool) {
        String name = shown(tool.name());
        if (name.equals(tool.name())) {
            return tool;
        }
        JsonNode declared = JsonMapper.shared().readTree(tool.json());
        if (declared.path("function") instanceof ObjectNode function) {
            function.put("name", name);
        }
        return ToolDeclaration.parse(declared.toString());
    }

    /// {@return the conversation as the model sees it}
    public List<Message> shown(List<Message> messages) {
        List<Message> result = new ArrayList<>();
        for (Message message : messages) {
            result.add(
                    switch (message) {
                        case Assistant answer ->
                                new Assistant(
                                        answer.name(),
                                        answer.content(),
                                        answer.toolCalls().stream().map(this::shown).toList());
                        case ToolResult toolResult ->
                                new ToolResult(
                                        shown.getOrDefault(toolResult.name(), toolResult.name()),
                                        toolResult.toolCallId(),
                                        toolResult.content());
                        case System system -> system;
                        case User user -> user;
                    });
        }
        return List.copyOf(result);
    }

    private ToolCall shown(ToolCall call) {
        return new ToolCall(call.id(), shown(call.name()), call.argumentsJson());
    }
}
