package dev.baltoro.text.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What becomes of fields that a reader does not read.
///
/// What would change the answer is never dropped in silence. A field is harmless, or refused unless
/// it has a value that asks for nothing, or unknown and refused.
public final class Dialects {
    /// Fields that change nothing of an answer: who asks, what is kept and billed, how fast it is,
    /// and how reasoning is shown, of which this model does none.
    private static final Set<String> HARMLESS =
            Set.of(
                    "user",
                    "safety_identifier",
                    "metadata",
                    "store",
                    "service_tier",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "prediction",
                    "priority",
                    "request_id",
                    "rid",
                    "session_id",
                    "trace_id",
                    "keep_alive",
                    "cache_prompt",
                    "timings_per_token",
                    "include_obfuscation",
                    "include_reasoning",
                    "separate_reasoning",
                    "stream_reasoning",
                    "spaces_between_special_tokens",
                    "guided_decoding_backend",
                    "cache_control",
                    "reasoning_content",
                    "reasoning",
                    "reasoning_details",
                    "annotations",
                    "provider_specific_fields",
                    "parsed",
                    "id");

    /// A field that is refused.
    ///
    /// @param nothing values that ask for nothing
    /// @param instead what to do
    private record Refused(List<JsonNode> nothing, String instead) {}

    private static final Map<String, Refused> REFUSED = new HashMap<>();

    static {
        String leave = "leave it out";
        refuse("functions", "use tools and tool_choice");
        refuse("function_call", "use tools and tool_choice");
        refuse("min_tokens", "leave it out: the model says when it ends", "0");
        refuse("ignore_eos", "leave it out: the model says when it ends", "false");
        refuse("stop_token_ids", "use stop, which takes texts", "[]");
        refuse("stop_sequences", "use stop", "[]");
        refuse("stop_regex", "use stop, which takes texts", "[]", "\"\"");
        refuse("bad_words", "use logit_bias with -100 for tokens", "[]");
        refuse("allowed_token_ids", "use logit_bias, or a regex in structured_outputs", "[]");
        refuse("logits_processors", "use logit_bias", "[]");
        refuse("custom_logit_processor", "use logit_bias", "\"\"");
        refuse("chat_template", "the model's own template is used; " + leave);
        refuse(
                "chat_template_kwargs",
                "the model's template takes no values; " + leave,
                "{}",
                "{\"thinking\":false}",
                "{\"enable_thinking\":false}");
        refuse("documents", "put them into a message", "[]");
        refuse("reasoning_effort", "this model does not reason first; " + leave, "\"none\"");
        refuse("enable_thinking", "this model does not reason first; " + leave, "false");
        refuse(
                "thinking",
                "this model does not reason first; " + leave,
                "{\"type\":\"disabled\"}",
                "false");
        refuse("thinking_token_budget", "this model does not reason first; " + leave, "0");
        refuse("thinking_budget", "this model does not reason first; " + leave, "0");
        refuse("verbosity", "say in a message how long answers should be", "\"medium\"");
        refuse("modalities", "answers are text; use [\"text\"]", "[\"text\"]");
        refuse("audio", "answers are text; " + leave);
        refuse("web_search_options", "declare a tool that searches, and answer its calls");
        refuse("plugins", "declare tools, and answer their calls", "[]");
        refuse("best_of", "use n, and choose among the answers", "1");
        refuse("use_beam_search", "use temperature 0 for the likeliest tokens", "false");
        refuse("length_penalty", "it belongs to beam search; " + leave, "1", "1.0");
        refuse("early_stopping", "it belongs to beam search; " + leave, "false");
        refuse("num_beams", "it belongs to beam search; " + leave, "1");
        refuse("echo", "use /v1/completions, which can repeat the prompt", "false");
        refuse("prompt_logprobs", "use /v1/completions with echo and logprobs");
        refuse("prompt", "use messages, or /v1/completions");
        refuse("messages", "use prompt, or /v1/chat/completions");
        refuse("input", "use messages");
        refuse("input_ids", "use /v1/completions with token ids as prompt");
        refuse("system", "use a message with role system");
        refuse("instructions", "use a message with role system");
        refuse("tools", "use /v1/chat/completions", "[]");
        refuse("tool_choice", "use /v1/chat/completions", "\"none\"");
        refuse("parallel_tool_calls", "use /v1/chat/completions");
        for (String field : FormatReader.FIELDS) { // where texts are continued, not answered
            refuse(field, "only /v1/chat/completions holds answers to a form", "\"\"");
        }
        refuse("max_completion_tokens", "use max_tokens");
        refuse("top_logprobs", "use logprobs with a number");
        refuse("truncate_prompt_tokens", "shorten the conversation yourself");
        refuse("truncation", "shorten the conversation yourself", "\"disabled\"");
        refuse("transforms", "shorten the conversation yourself", "[]");
        refuse("include_stop_str_in_output", "stop texts are never part of the answer", "false");
        refuse("no_stop_trim", "stop texts are never part of the answer", "false");
        refuse("skip_special_tokens", "special tokens are never part of the answer", "true");
        refuse("add_special_tokens", "the template has all that the model needs", "false");
        refuse("return_token_ids", "use /tokenize", "false");
        refuse("return_tokens_as_token_ids", "use /tokenize", "false");
        refuse("return_prompt_token_ids", "use /tokenize", "false");
        refuse("continuous_usage_stats", "usage comes in the last chunk", "false");
        refuse("cache_salt", "all clients share one prefix cache; " + leave, "\"\"");
        refuse("lora_path", "name the model in model", "\"\"");
        refuse("models", "name one model in model", "[]");
        refuse("extra_body", "put its fields at the top of the body", "{}");
        refuse("options", "put temperature, top_p, stop and others at the top of the body", "{}");
        refuse("max_new_tokens", "use max_tokens");
        refuse("max_output_tokens", "use max_tokens");
        refuse("max_tokens_to_sample", "use max_tokens");
        refuse("max_length", "use max_tokens");
        refuse("n_predict", "use max_tokens", "-1");
        refuse("num_predict", "use max_tokens", "-1");
        refuse("n_probs", "use logprobs and top_logprobs", "0");
        refuse("repeat_penalty", "use repetition_penalty", "1", "1.0");
        refuse("random_seed", "use seed");
        refuse("do_sample", "use temperature, 0 for the likeliest tokens");
        refuse("typical_p", "use top_p", "1", "1.0");
        refuse("tfs_z", "use top_p", "1", "1.0");
        refuse("top_a", "use min_p", "0", "0.0");
        refuse("mirostat", "use temperature and top_p", "0");
        refuse("guided_whitespace_pattern", "JSON is compact here; " + leave);
        refuse("structural_tag", "use tools, or response_format with a json_schema");
    }

    private Dialects() {}

    private static void refuse(String field, String instead, String... nothing) {
        List<JsonNode> values = new ArrayList<>();
        for (String value : nothing) {
            values.add(JsonMapper.shared().readTree(value));
        }
        REFUSED.put(field, new Refused(values, instead));
    }

    /// Refuses fields that a reader does not read and that are not known to be harmless.
    ///
    /// @param known what the reader reads
    /// @throws FieldException that names the field and what to use instead
    public static void requireKnown(Fields fields, Set<String> known) {
        for (String key : fields.node().propertyNames()) {
            if (known.contains(key) || HARMLESS.contains(key) || !fields.has(key)) {
                continue;
            }
            Refused refused = REFUSED.get(key);
            if (refused == null) {
                throw new FieldException(
                        fields.name(key),
                        "%s is not known here%s; leave it out"
                                .formatted(fields.name(key), nearest(key, known)),
                        "unknown_parameter");
            }
            if (!refused.nothing.contains(fields.get(key))) {
                throw unsupported(fields, key, refused.instead);
            }
        }
    }

    /// {@return the error of a field that an endpoint does not have}
    ///
    /// @param instead what to do
    public static FieldException unsupported(Fields fields, String key, String instead) {
        return new FieldException(
                fields.name(key),
                "%s is not supported; %s".formatted(fields.name(key), instead),
                "unsupported_parameter");
    }

    /// {@return what was probably meant, in words; empty if nothing is near}
    private static String nearest(String key, Set<String> known) {
        for (String candidate : new TreeSet<>(known)) {
            if (edits(key, candidate) <= 2) {
                return " (is it %s?)".formatted(candidate);
            }
        }
        return "";
    }

    /// Levenshtein's distance.
    private static int edits(String left, String right) {
        int[] before = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] now = new int[right.length() + 1];
            now[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int same = before[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(same, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[right.length()];
    }
}
