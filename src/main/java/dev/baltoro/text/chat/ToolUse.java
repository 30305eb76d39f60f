package dev.baltoro.text.chat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The tools of a conversation, and how the next answer may use them.
///
/// @param tools names are unique
/// @param parallel whether one answer may have several calls
public record ToolUse(List<ToolDeclaration> tools, ToolChoice choice, boolean parallel) {
    /// No tools.
    public static final ToolUse NONE = new ToolUse(List.of(), new ToolChoice.None(), true);

    /// Refuses what means nothing.
    ///
    /// @throws IllegalArgumentException if two tools share a name, or the choice asks for a tool
    ///   that is not there
    public ToolUse {
        tools = List.copyOf(tools);
        Set<String> names = new HashSet<>();
        for (ToolDeclaration tool : tools) {
            if (!names.add(tool.name())) {
                throw new IllegalArgumentException(
                        "two tools are named %s; give each its own name".formatted(tool.name()));
            }
        }
        boolean there =
                switch (choice) {
                    case ToolChoice.Named named -> names.contains(named.name());
                    case ToolChoice.Among among ->
                            !among.names().isEmpty() && names.containsAll(among.names());
                    case ToolChoice.Required _ -> !tools.isEmpty();
                    case ToolChoice.Auto _, ToolChoice.None _ -> true;
                };
        if (!there) {
            throw new IllegalArgumentException(
                    switch (choice) {
                        case ToolChoice.Named named ->
                                "no tool is named %s; declare it or choose another"
                                        .formatted(named.name());
                        case ToolChoice.Among _ ->
                                "tool_choice allows no tool, or a tool that is not declared; declare it";
                        default -> "a call is required but no tool declared; declare one";
                    });
        }
    }

    /// {@return tools that the model may use as it sees fit}
    public static ToolUse auto(List<ToolDeclaration> tools) {
        return new ToolUse(tools, new ToolChoice.Auto(), true);
    }

    /// {@return whether the next answer may have calls}
    public boolean mayCall() {
        return !tools.isEmpty() && !(choice instanceof ToolChoice.None);
    }
}
