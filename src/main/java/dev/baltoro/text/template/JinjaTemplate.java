package dev.baltoro.text.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import dev.baltoro.text.tokenizer.Ends;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A Jinja template, rendered as transformers renders it: blocks take the line's end after them and
/// the space before them along, and `tojson` is Python's `json.dumps`.
///
/// Rendered by jinjava, which is not Jinja: what it lacks is a [TemplateException], or a text that
/// is not Python's. Templates come from strangers: they see maps, lists and texts only, cannot
/// include files, and what they may make is bounded.
final class JinjaTemplate {
    /// The longest text that is rendered.
    private static final long OUTPUT_MAX = 16L << 20;

    /// The longest list that `range` may make.
    private static final int RANGE_MAX = 10_000;

    private static final Pattern TAG = Pattern.compile("\\{[%{].*?[%}]}", Pattern.DOTALL);

    /// A string, which stays as it is; or a plus between operands without space.
    private static final Pattern TIGHT_PLUS =
            Pattern.compile("'[^']*'|\"[^\"]*\"|(?<=[\\w\\])])\\+(?=[\\w(\\[])");

    private final Jinjava jinja;
    private final String source;

    JinjaTemplate(String source) {
        this.source = adapted(source);
        LegacyOverrides asInJinja =
                LegacyOverrides.newBuilder()
                        .withEvaluateMapKeys(true)
                        .withIterateOverMapKeys(true)
                        .withUsePyishObjectMapper(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withKeepNullableLoopValues(true)
                        .build();
        this.jinja =
                new Jinjava(
                        JinjavaConfig.newBuilder()
                                .withTrimBlocks(true)
                                .withLstripBlocks(true)
                                .withMaxOutputSize(OUTPUT_MAX)
                                .withRangeLimit(RANGE_MAX)
                                .withNestedInterpretationEnabled(false)
                                .withDisabled(
                                        Map.of(
                                                Library.TAG,
                                                Set.of("include", "import", "from", "extends")))
                                .withLegacyOverrides(asInJinja)
                                .build());
        jinja.getGlobalContext().registerFilter(new ToJsonFilter());
        jinja.getGlobalContext().registerFunction(RaisedByTemplate.FUNCTION);
    }

    /// jinjava reads `x+1` as `x` and a number `+1`; with spaces it is a sum.
    private static String adapted(String source) {
        return TAG.matcher(source).replaceAll(tag -> Matcher.quoteReplacement(spaced(tag.group())));
    }

    private static String spaced(String tag) {
        return TIGHT_PLUS
                .matcher(tag)
                .replaceAll(found ->
                        found.group().equals("+")
                                ? " + "
                                : Matcher.quoteReplacement(found.group()));
    }

    /// {@return the conversation's text}
    ///
    /// @param messages a list as in the body of OpenAI's requests
    /// @param tools likewise; an empty list for none
    /// @throws TemplateException if it cannot be rendered, with one line that says why
    String render(JsonNode messages, JsonNode tools, boolean generationPrompt) {
        Map<String, Object> values = new HashMap<>();
        values.put("messages", JinjaValues.of(messages));
        if (!tools.isEmpty()) {
            values.put("tools", JinjaValues.of(tools));
        }
        values.put("add_generation_prompt", generationPrompt);
        values.put("bos_token", Ends.BEGINNING);
        values.put("eos_token", Ends.DOCUMENT);
        RenderResult result;
        try {
            result = jinja.renderForResult(source, values);
        } catch (RuntimeException | StackOverflowError failed) {
            throw new TemplateException(line(String.valueOf(failed.getMessage())), failed);
        }
        for (TemplateError error : result.getErrors()) {
            throw new TemplateException(
                    "line %d: %s".formatted(error.getLineno(), line(error.getMessage())));
        }
        return result.getOutput();
    }

    private static String line(String message) {
        String line = message.strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
