package dev.baltoro.serve.openai;

import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads the prompts of a completion: a text, tokens, or a list of either.
final class PromptReader {
    private static final String KINDS =
            "a string, a list of strings, a list of token ids, or a list of such lists";

    private PromptReader() {}

    /// {@return the tokens of each prompt, one prompt and one token at least}
    static List<int[]> prompts(Fields body, Tokenizer tokenizer) {
        if (!body.has("prompt")) {
            throw body.missing("prompt", KINDS);
        }
        JsonNode prompt = body.get("prompt");
        if (prompt.isString()) {
            return List.of(Ends.prompt(prompt.stringValue(), tokenizer));
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw body.wrong("prompt", KINDS);
        }
        if (prompt.get(0).isNumber()) {
            return List.of(ids("prompt", prompt, tokenizer));
        }
        List<int[]> prompts = new ArrayList<>();
        for (JsonNode element : body.elements("prompt", RequestLimits.PROMPTS_MAX)) {
            String place = "prompt[%d]".formatted(prompts.size());
            if (element.isString()) {
                prompts.add(Ends.prompt(element.stringValue(), tokenizer));
            } else if (element.isArray() && !element.isEmpty()) {
                prompts.add(ids(place, element, tokenizer));
            } else {
                throw Fields.refused(
                        place, "%s is %s; use %s".formatted(place, Fields.shown(element), KINDS));
            }
        }
        return prompts;
    }

    /// {@return the token ids in a list}
    static int[] ids(String place, JsonNode list, Tokenizer tokenizer) {
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = list.get(i);
            if (!id.isIntegralNumber()
                    || !id.canConvertToInt()
                    || id.intValue() < 0
                    || id.intValue() >= tokenizer.vocabSize()) {
                throw Fields.refused(
                        place,
                        "%s has %s; use token ids from 0 to %d"
                                .formatted(place, Fields.shown(id), tokenizer.vocabSize() - 1));
            }
            ids[i] = id.intValue();
        }
        return ids;
    }
}
