package dev.baltoro.text.template;

import dev.baltoro.text.chat.CallNumbers;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.KnownTools;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which template of the family a folder's is.
///
/// What counts is what it makes of a few short conversations, so that it does not matter how it is
/// written. Where it cannot be rendered, its text is searched for the same features.
final class Recognition {
    private static final String USER = "{\"role\":\"user\",\"content\":\"Q\"}";
    private static final String CALL =
            "{\"id\":\"functions.f:%d\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";
    private static final String RESULT =
            "{\"role\":\"tool\",\"tool_call_id\":\"functions.f:%d\",\"content\":\"RESULT\"}";
    private static final String CALLING =
            "[%s,{\"role\":\"assistant\",\"content\":\"ANSWER\",\"tool_calls\":[%s,%s]},%s,%s,{\"role\":\"assistant\",\"content\":\"ANSWER\",\"tool_calls\":[%s]},%s]"
                    .formatted(
                            USER,
                            CALL.formatted(0),
                            CALL.formatted(1),
                            RESULT.formatted(0),
                            RESULT.formatted(1),
                            CALL.formatted(2),
                            RESULT.formatted(2));
    private static final String TOOL =
            "[{\"function\":{\"name\":\"f\",\"parameters\":{}},\"type\":\"function\"}]";

    private static final String SYSTEM_TURN =
            "<\\|im_system\\|>system<\\|im_middle\\|>(?<words>.*?)<\\|im_end\\|>";
    private static final Pattern OPENING =
            Pattern.compile(
                    "(?:"
                            + SYSTEM_TURN
                            + "(?<after>\\s*))?"
                            + "<\\|im_user\\|>user<\\|im_middle\\|>Q<\\|im_end\\|>\\s*",
                    Pattern.DOTALL);
    private static final Pattern TOOLS =
            Pattern.compile(
                    "<\\|im_system\\|>tool_declare<\\|im_middle\\|>(?<before>.*?)(?<list>\\[\\{.*?}])<\\|im_end\\|>.*",
                    Pattern.DOTALL);
    private static final Pattern ANSWERING =
            Pattern.compile(
                    "<\\|im_assistant\\|>assistant<\\|im_middle\\|>(?<before>.{0,200}?)ANSWER",
                    Pattern.DOTALL);
    private static final Pattern RETURNING =
            Pattern.compile(
                    "## Return of functions\\.f:\\d+(?<after>.{0,20}?)RESULT<\\|im_end\\|>",
                    Pattern.DOTALL);
    private static final Pattern CALL_ID =
            Pattern.compile("<\\|tool_call_begin\\|>functions\\.f:(?<number>\\d+)");

    private static final Pattern OPENING_IN_TEXT =
            Pattern.compile(SYSTEM_TURN + "(?<after>\\n)?[ \\t]*\\{%(?<strips>-?)", Pattern.DOTALL);
    private static final Pattern RETURN_IN_TEXT =
            Pattern.compile("## Return of \\{\\{[^}]*}}(?<after>\\\\n|\\n[ \\t]*)(?=\\{\\{(?!-))");
    private static final Pattern TOOLS_IN_TEXT =
            Pattern.compile(
                    "tool_declare<\\|im_middle\\|>(?<before>[^{]*)\\{\\{-?\\s*tools\\s*\\|\\s*tojson(?<options>[^}]*)}}",
                    Pattern.DOTALL);

    private static final Pattern NAME_IN_TEXT =
            Pattern.compile(
                    "\\.get\\('name'\\)|message\\.name|message\\['name'\\]|or\\s+\\w+\\['role'\\]");
    private static final Pattern THOUGHT_IN_TEXT =
            Pattern.compile("<think>(?:\\{\\{[^}]*}})?</think>");
    private static final Pattern TURN_IN_TEXT = Pattern.compile("functions\\.[^}]*loop\\.index0");

    private Recognition() {}

    /// {@return the template as data, if it is one of the family}
    ///
    /// @throws TemplateException if it cannot be rendered
    static Optional<ChatTemplate> byRendering(JinjaTemplate template) {
        JsonNode none = json("[]");
        Matcher opening = OPENING.matcher(template.render(json("[" + USER + "]"), none, false));
        if (!opening.matches()) {
            return Optional.empty();
        }
        Matcher tools = TOOLS.matcher(template.render(json("[" + USER + "]"), json(TOOL), false));
        boolean declares = tools.matches();
        String calling = template.render(json(CALLING), none, false);
        Matcher answering = ANSWERING.matcher(calling);
        Matcher returning = RETURNING.matcher(calling);
        String named =
                template.render(
                        json("[{\"role\":\"user\",\"name\":\"Ann\",\"content\":\"Q\"}]"),
                        none,
                        false);
        return Optional.of(
                new ChatTemplate(
                        Optional.ofNullable(opening.group("words")),
                        Optional.ofNullable(opening.group("after")).orElse(""),
                        declares ? tools.group("before") : "",
                        declares && tools.group("list").contains(": "),
                        returning.find() ? returning.group("after") : "\n",
                        answering.find() ? answering.group("before") : "",
                        named.contains("<|im_user|>Ann<|im_middle|>"),
                        numbers(calling),
                        KnownTools.NONE));
    }

    /// The number of the third call, which is the first of its turn.
    private static CallNumbers numbers(String calling) {
        List<MatchResult> ids = CALL_ID.matcher(calling).results().toList();
        return ids.size() == 3 && ids.get(2).group("number").equals("0")
                ? CallNumbers.TURN
                : CallNumbers.CONVERSATION;
    }

    /// {@return the template as data, read off its text, if it is one of the family}
    static Optional<ChatTemplate> byText(String text) {
        if (!text.contains("<|im_middle|>") || !text.contains("<|im_assistant|>")) {
            return Optional.empty();
        }
        Matcher opening = OPENING_IN_TEXT.matcher(text);
        boolean opens = opening.find();
        boolean breaks =
                opens && opening.group("after") != null && opening.group("strips").isEmpty();
        Matcher tools = TOOLS_IN_TEXT.matcher(text);
        boolean declares = tools.find();
        Matcher returning = RETURN_IN_TEXT.matcher(text);
        return Optional.of(
                new ChatTemplate(
                        opens ? Optional.of(opening.group("words")) : Optional.empty(),
                        breaks ? "\n" : "",
                        declares ? tools.group("before") : "",
                        declares && !tools.group("options").contains("separators"),
                        returning.find() ? returning.group("after") : "\n",
                        THOUGHT_IN_TEXT.matcher(text).find() ? "<think></think>" : "",
                        NAME_IN_TEXT.matcher(text).find(),
                        TURN_IN_TEXT.matcher(text).find()
                                ? CallNumbers.TURN
                                : CallNumbers.CONVERSATION,
                        KnownTools.NONE));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
