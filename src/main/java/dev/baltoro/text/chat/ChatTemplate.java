package dev.baltoro.text.chat;

import dev.baltoro.text.chat.Message.Assistant;
import dev.baltoro.text.chat.Message.System;
import dev.baltoro.text.chat.Message.ToolResult;
import dev.baltoro.text.chat.Message.User;
import dev.baltoro.text.chat.Segment.Named;
import dev.baltoro.text.chat.Segment.Text;
import dev.baltoro.text.chat.Segment.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// K2's chat template: what stands around the messages.
///
/// A turn is `<|im_{user|assistant|system}|>{name}<|im_middle|>{body}<|im_end|>`. Tool declarations
/// come first, then the default system turn unless the conversation opens with its own.
///
/// Models of the family were trained with templates that differ in a few strings, and a model must
/// be given its own. The strings are the components of this record; [#K2] has those of
/// Kimi-K2-Instruct.
///
/// @param defaultSystem content of the default system turn; empty for none
/// @param afterDefaultSystem what stands after the default system turn, usually nothing
/// @param beforeTools what stands before the list of tools in its turn, usually nothing
/// @param spacedTools whether the list of tools has a space after each comma and colon
/// @param afterReturn what stands between a result's head, `## Return of {id}`, and its content: a
///   line's end, with spaces after it in some
/// @param beforeAnswer what an assistant's turn begins with: nothing, or an empty thought
/// @param names whether a turn's head has the speaker's name where one is given
/// @param callNumbers from where calls are counted
/// @param known tools whose declarations are left out
public record ChatTemplate(
        Optional<String> defaultSystem,
        String afterDefaultSystem,
        String beforeTools,
        boolean spacedTools,
        String afterReturn,
        String beforeAnswer,
        boolean names,
        CallNumbers callNumbers,
        KnownTools known) {
    /// Tokens of models that think; in others' vocabularies they are ordinary text.
    private static final Pattern THOUGHT = Pattern.compile("</?think>");

    /// Heads the turn that declares tools.
    static final String DECLARATION = "tool_declare";

    /// K2's own template.
    public static final ChatTemplate K2 =
            new ChatTemplate(
                    Optional.of("You are Kimi, an AI assistant created by Moonshot AI."),
                    "",
                    "",
                    false,
                    "\n",
                    "",
                    true,
                    CallNumbers.CONVERSATION,
                    KnownTools.NONE);

    /// {@return the same for a model that knows its tools}
    public ChatTemplate withKnown(KnownTools tools) {
        return new ChatTemplate(
                defaultSystem,
                afterDefaultSystem,
                beforeTools,
                spacedTools,
                afterReturn,
                beforeAnswer,
                names,
                callNumbers,
                tools);
    }

    /// {@return the conversation as text, special tokens spelled out}
    ///
    /// Show it, do not encode it: a message that spells a special token looks like one here. For
    /// ids there is [ChatEncoder].
    ///
    /// @param generationPrompt whether to open an assistant's turn at the end, for the model to
    ///   continue
    public String render(
            List<Message> messages, List<ToolDeclaration> tools, boolean generationPrompt) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments(messages, tools, generationPrompt)) {
            switch (segment) {
                case Token token -> text.append(token.marker().content());
                case Named named -> text.append(named.content());
                case Text part -> text.append(part.text());
            }
        }
        return text.toString();
    }

    List<Segment> segments(
            List<Message> messages, List<ToolDeclaration> tools, boolean generationPrompt) {
        List<Segment> segments = new ArrayList<>();
        List<ToolDeclaration> declared = known.declared(tools);
        if (!declared.isEmpty()) {
            String json =
                    declared.stream()
                            .map(ToolDeclaration::json)
                            .collect(Collectors.joining(",", "[", "]"));
            String list = spacedTools ? CanonicalJson.spaced(json) : json;
            turn(segments, Marker.SYSTEM, DECLARATION, beforeTools + list);
        }
        if (messages.isEmpty() || !(messages.getFirst() instanceof System)) {
            defaultSystem.ifPresent(content -> {
                turn(segments, Marker.SYSTEM, "system", content);
                text(segments, afterDefaultSystem, false);
            });
        }
        segments.addAll(turns(messages, generationPrompt));
        return segments;
    }

    /// {@return the tools in the body of a turn that declares them; none if it only has its name}
    List<ToolDeclaration> declared(String body) {
        if (!body.startsWith(beforeTools)) {
            return List.of();
        }
        try {
            List<ToolDeclaration> tools = new ArrayList<>();
            JsonMapper.shared()
                    .readTree(body.substring(beforeTools.length()))
                    .forEach(tool -> tools.add(ToolDeclaration.parse(tool.toString())));
            return tools;
        } catch (JacksonException | IllegalArgumentException e) {
            return List.of(); // anyone may name a system turn so
        }
    }

    /// {@return turns that others stand before}
    List<Segment> turns(List<Message> messages, boolean generationPrompt) {
        List<Segment> segments = new ArrayList<>();
        for (Message message : messages) {
            switch (message) {
                case System system ->
                        turn(segments, Marker.SYSTEM, name(system, "system"), system.content());
                case User user -> turn(segments, Marker.USER, name(user, "user"), user.content());
                case Assistant assistant -> assistant(segments, assistant);
                case ToolResult result -> {
                    String head = "## Return of " + result.toolCallId() + afterReturn;
                    turn(segments, Marker.SYSTEM, name(result, "tool"), head + result.content());
                }
            }
        }
        if (generationPrompt) {
            head(segments, Marker.ASSISTANT, "assistant");
        }
        return segments;
    }

    private String name(Message message, String role) {
        return names ? message.name() : role;
    }

    private static void turn(List<Segment> segments, Marker role, String name, String body) {
        head(segments, role, name);
        text(segments, body, false);
        segments.add(new Token(Marker.END, false));
    }

    private static void head(List<Segment> segments, Marker role, String name) {
        segments.add(new Token(role, false));
        text(segments, name, false);
        segments.add(new Token(Marker.MIDDLE, false));
    }

    private void assistant(List<Segment> segments, Assistant message) {
        head(segments, Marker.ASSISTANT, name(message, "assistant"));
        Matcher thought = THOUGHT.matcher(beforeAnswer);
        int at = 0;
        while (thought.find()) {
            text(segments, beforeAnswer.substring(at, thought.start()), true);
            segments.add(new Named(thought.group(), true));
            at = thought.end();
        }
        text(segments, beforeAnswer.substring(at), true);
        text(segments, message.content(), true);
        if (!message.toolCalls().isEmpty()) {
            segments.add(new Token(Marker.CALLS_BEGIN, true));
            for (ToolCall call : message.toolCalls()) {
                segments.add(new Token(Marker.CALL_BEGIN, true));
                text(segments, call.id(), true);
                segments.add(new Token(Marker.ARGUMENTS, true));
                text(segments, call.argumentsJson(), true);
                segments.add(new Token(Marker.CALL_END, true));
            }
            segments.add(new Token(Marker.CALLS_END, true));
        }
        segments.add(new Token(Marker.END, true));
    }

    private static void text(List<Segment> segments, String text, boolean answer) {
        if (!text.isEmpty()) {
            segments.add(new Text(text, answer));
        }
    }
}
