package dev.baltoro.text.template;

import dev.baltoro.text.chat.CallNumbers;
import dev.baltoro.text.chat.ChatTemplate;

/// Writes a [ChatTemplate] as a Jinja template for other programs.
///
/// Ids of calls are written as the codec writes them: `functions.{name}:{n}`, and a result has the
/// id of the call that it answers. A text is written between quotes, never as bare template text,
/// so that no rule of white space can change it.
final class JinjaText {
    private static final String CONTENT =
            """
            {%- macro words(message) -%}
              {%- if message.content is string -%}
                {{- message.content -}}
              {%- elif message.content -%}
                {%- for part in message.content -%}
                  {{- part.text -}}
                {%- endfor -%}
              {%- endif -%}
            {%- endmacro -%}
            """;

    private static final String CALLS =
            """
                {%- if message.tool_calls -%}
                  {{- '<|tool_calls_section_begin|>' -}}
                  {%- for call in message.tool_calls -%}
                    {%- set id = 'functions.' + call.function.name + ':' + (COUNT | string) -%}
                    {%- set state.renamed = state.renamed + [[call.id, id]] -%}
                    {%- set state.calls = state.calls + 1 -%}
                    {{- '<|tool_call_begin|>' + id + '<|tool_call_argument_begin|>' -}}
                    {%- if call.function.arguments is string -%}
                      {{- call.function.arguments -}}
                    {%- else -%}
                      {{- call.function.arguments | tojson -}}
                    {%- endif -%}
                    {{- '<|tool_call_end|>' -}}
                  {%- endfor -%}
                  {{- '<|tool_calls_section_end|>' -}}
                {%- endif -%}
            """;

    private static final String RESULT =
            """
                {%- set state.id = message.tool_call_id -%}
                {%- for pair in state.renamed -%}
                  {%- if pair[0] == message.tool_call_id -%}
                    {%- set state.id = pair[1] -%}
                  {%- endif -%}
                {%- endfor -%}
            """;

    private JinjaText() {}

    /// {@return the template's text}
    static String of(ChatTemplate template) {
        StringBuilder text = new StringBuilder(CONTENT);
        text.append("{%- set state = namespace(calls=0, id='', renamed=[]) -%}\n");
        String json =
                template.spacedTools() ? "tools | tojson" : "tools | tojson(separators=(',', ':'))";
        if (template.known().isNone()) {
            text.append("{%- if tools -%}\n  {{- ")
                    .append(
                            quoted(
                                    "<|im_system|>tool_declare<|im_middle|>"
                                            + template.beforeTools()))
                    .append(" -}}\n  {{- ")
                    .append(json)
                    .append(" -}}\n  {{- '<|im_end|>' -}}\n{%- endif -%}\n");
        }
        template.defaultSystem()
                .ifPresent(content ->
                        text.append(
                                        "{%- if not messages or messages[0].role != 'system' -%}\n  {{- ")
                                .append(
                                        quoted(
                                                "<|im_system|>system<|im_middle|>"
                                                        + content
                                                        + "<|im_end|>"
                                                        + template.afterDefaultSystem()))
                                .append(" -}}\n{%- endif -%}\n"));
        text.append("{%- for message in messages -%}\n");
        text.append(
                template.names()
                        ? "  {%- set name = message.name or message.role -%}\n"
                        : "  {%- set name = message.role -%}\n");
        turn(text, "if", "user", "");
        text.append("    {{- words(message) -}}\n");
        turn(text, "elif", "assistant", template.beforeAnswer());
        text.append("    {{- words(message) -}}\n").append(calls(template.callNumbers()));
        turn(text, "elif", "tool", "");
        text.append(RESULT)
                .append("    {{- '## Return of ' + state.id + ")
                .append(quoted(template.afterReturn()))
                .append(" -}}\n    {{- words(message) -}}\n");
        text.append("  {%- else -%}\n    {{- '<|im_system|>' + name + '<|im_middle|>' -}}\n")
                .append("    {{- words(message) -}}\n  {%- endif -%}\n")
                .append("  {{- '<|im_end|>' -}}\n{%- endfor -%}\n")
                .append("{%- if add_generation_prompt -%}\n")
                .append("  {{- '<|im_assistant|>assistant<|im_middle|>' -}}\n{%- endif -%}\n");
        return text.toString();
    }

    private static String calls(CallNumbers numbers) {
        return switch (numbers) {
            case CONVERSATION -> CALLS.replace("COUNT", "state.calls");
            case TURN -> CALLS.replace("COUNT", "loop.index0");
        };
    }

    private static void turn(StringBuilder text, String branch, String role, String before) {
        String marker = role.equals("tool") ? "'<|im_system|>'" : quoted("<|im_" + role + "|>");
        text.append("  {%- ")
                .append(branch)
                .append(" message.role == '")
                .append(role)
                .append("' -%}\n    {{- ")
                .append(marker)
                .append(" + name + ")
                .append(quoted("<|im_middle|>" + before))
                .append(" -}}\n");
    }

    private static String quoted(String text) {
        return "'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + "'";
    }
}
