package dev.baltoro.text.chat;

import java.util.List;

/// One turn of a conversation.
///
/// `name` is what stands in the turn's head: usually the role itself, or the speaker's name.
public sealed interface Message {
    /// {@return the name in the turn's head}
    String name();

    /// {@return the turn's text, without tool calls}
    String content();

    /// Instructions from the model's operator.
    @SuppressWarnings("AvoidCommonTypeNames") // the role's own name
    record System(String name, String content) implements Message {
        public System(String content) {
            this("system", content);
        }
    }

    /// What the user says.
    record User(String name, String content) implements Message {
        public User(String content) {
            this("user", content);
        }
    }

    /// What the model says, and the tools it calls.
    record Assistant(String name, String content, List<ToolCall> toolCalls) implements Message {
        public Assistant {
            toolCalls = List.copyOf(toolCalls);
        }

        public Assistant(String content, List<ToolCall> toolCalls) {
            this("assistant", content, toolCalls);
        }

        public Assistant(String content) {
            this(content, List.of());
        }
    }

    /// What a tool gave back for the call with id `toolCallId`.
    record ToolResult(String name, String toolCallId, String content) implements Message {
        public ToolResult(String toolCallId, String content) {
            this("tool", toolCallId, content);
        }
    }
}
