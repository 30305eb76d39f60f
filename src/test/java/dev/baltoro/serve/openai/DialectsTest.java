package dev.baltoro.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Wishes in other servers' words: held, or refused by name, and never passed over.
class DialectsTest {
    private static final TinyChat TINY = new TinyChat(4);

    @AfterAll
    static void close() {
        TINY.close();
    }

    private static RecordedResponse ask(String fields) throws Exception {
        ObjectNode body =
                object(
                        """
                        {"model":"tiny","max_tokens":60,"temperature":1,"messages":[{"role":"user","content":"go"}]}
                        """);
        body.setAll(object(fields));
        RecordedResponse response = new RecordedResponse();
        new ChatCompletions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED)
                .handle(body, response);
        return response;
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    private static String content(RecordedResponse response) {
        assertThat(response.status()).as(response.document()::toString).isEqualTo(200);
        return response.document().at("/choices/0/message/content").stringValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    {"response_format":{"type":"json_object","schema":SCHEMA}}
                    {"response_format":{"type":"json_schema","schema":SCHEMA}}
                    {"response_format":{"type":"json_schema","name":"x","strict":true,"schema":SCHEMA}}
                    {"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":SCHEMA}}}
                    {"guided_json":SCHEMA}
                    {"structured_outputs":{"json":SCHEMA}}
                    {"json_schema":SCHEMA}
                    {"format":SCHEMA}
                    """)
    void schemaHoldsHoweverItIsSpelled(String fields) throws Exception {
        String schema =
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"boolean\"}},\"required\":[\"n\"],\"additionalProperties\":false}";
        for (int seed = 0; seed < 4; seed++) {
            ObjectNode asked = object(fields.replace("SCHEMA", schema)).put("seed", seed);
            JsonNode answer = JsonMapper.shared().readTree(content(ask(asked.toString())));
            assertThat(answer.propertyNames()).containsExactly("n");
            assertThat(answer.path("n").isBoolean()).isTrue();
        }
    }

    @Test
    void schemaInAStringHolds() throws Exception {
        String content = content(ask("{\"guided_json\":\"{\\\"const\\\":7}\"}"));
        assertThat(content).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    {"guided_regex":REGEX}
                    {"structured_outputs":{"regex":REGEX}}
                    {"regex":REGEX}
                    {"response_format":{"type":"regex","pattern":REGEX}}
                    """)
    void regularExpressionMatchesTheWholeText(String fields) throws Exception {
        for (String regex :
                new String[] {"[a-c]{3}-\\d", "yes|no", "^\"[é🏔中]{2}\\n$", "a?", "\\w+ \\w+"}) {
            String json = JsonMapper.shared().writeValueAsString(regex);
            for (int seed = 0; seed < 4; seed++) {
                ObjectNode asked = object(fields.replace("REGEX", json)).put("seed", seed);
                assertThat(content(ask(asked.toString())))
                        .as("%s, seed %d", regex, seed)
                        .matches(Pattern.compile(regex));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    {"guided_choice":["yes","no way","\\"\\n🏔"]}
                    {"structured_outputs":{"choice":["yes","no way","\\"\\n🏔"]}}
                    """)
    void choiceIsOneOfItsTexts(String fields) throws Exception {
        for (int seed = 0; seed < 8; seed++) {
            String content = content(ask(object(fields).put("seed", seed).toString()));
            assertThat(content).isIn("yes", "no way", "\"\n🏔");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    {"guided_grammar":"root ::= x"} | guided_grammar
                    {"grammar":"root ::= \\"yes\\""} | grammar
                    {"ebnf":"root ::= x"} | ebnf
                    {"structured_outputs":{"grammar":"root ::= x"}} | structured_outputs.grammar
                    {"structured_outputs":{"whitespace_pattern":" "}} | structured_outputs.whitespace_pattern
                    {"response_format":{"type":"grammar","grammar":"x"}} | response_format.type
                    {"response_format":{"type":"structural_tag"}} | response_format.type
                    {"response_format":{"type":"text","schema":{}}} | response_format.schema
                    {"response_format":{"type":"json_object","schema":{"type":"nothing"}}} | response_format.schema
                    {"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{},"oneOf":[]}}} | response_format.json_schema.oneOf
                    {"response_format":{"type":"regex"}} | response_format.pattern
                    {"guided_json":5} | guided_json
                    {"guided_json":"{"} | guided_json
                    {"guided_json":{"type":"nothing"}} | guided_json
                    {"guided_regex":"a)(b"} | guided_regex
                    {"guided_regex":"(a"} | guided_regex
                    {"guided_choice":[]} | guided_choice
                    {"guided_choice":[""]} | guided_choice
                    {"guided_choice":"yes"} | guided_choice
                    {"guided_json":{},"guided_regex":"a"} | guided_regex
                    {"response_format":{"type":"json_object"},"regex":"a"} | regex
                    {"format":"xml"} | format
                    {"function_call":"auto"} | function_call
                    {"min_tokens":3} | min_tokens
                    {"ignore_eos":true} | ignore_eos
                    {"stop_token_ids":[3]} | stop_token_ids
                    {"bad_words":["x"]} | bad_words
                    {"chat_template":"x"} | chat_template
                    {"chat_template_kwargs":{"thinking":true}} | chat_template_kwargs
                    {"reasoning_effort":"high"} | reasoning_effort
                    {"thinking":{"type":"enabled"}} | thinking
                    {"modalities":["text","audio"]} | modalities
                    {"audio":{"voice":"alloy"}} | audio
                    {"web_search_options":{}} | web_search_options
                    {"best_of":2} | best_of
                    {"use_beam_search":true} | use_beam_search
                    {"n_predict":5} | n_predict
                    {"repeat_penalty":1.1} | repeat_penalty
                    {"options":{"temperature":0}} | options
                    {"extra_body":{"top_k":1}} | extra_body
                    {"prompt":"hi"} | prompt
                    {"cache_salt":"x"} | cache_salt
                    {"temprature":0} | temprature
                    {"stream":true,"stream_options":{"include_usage":true,"continuous_usage_stats":true}} | stream_options.continuous_usage_stats
                    {"messages":[{"role":"user","content":"hi","weight":0}]} | messages[0].weight
                    {"messages":[{"role":"user","content":"hi","prefix":true}]} | messages[0].prefix
                    {"messages":[{"role":"assistant","content":"a","partial":true},{"role":"user","content":"b"}]} | messages[0].partial
                    {"messages":[{"role":"assistant","content":"a","partial":"yes"}]} | messages[0].partial
                    {"messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}],"partial":true}]} | messages[0].partial
                    {"messages":[{"role":"assistant","content":"{","prefix":true}],"response_format":{"type":"json_object"}} | messages[0].prefix
                    {"continue_final_message":true} | continue_final_message
                    {"add_generation_prompt":false} | add_generation_prompt
                    {"messages":[{"role":"assistant","content":"a"}],"continue_final_message":true,"add_generation_prompt":true} | add_generation_prompt
                    """)
    void whatIsNotHeldIsRefusedByName(String fields, String param) throws Exception {
        RecordedResponse response = ask(fields);
        JsonNode error = response.document().path("error");
        assertThat(response.status()).as(response.document()::toString).isEqualTo(400);
        assertThat(error.path("param").stringValue()).isEqualTo(param);
        assertThat(error.path("message").stringValue()).isNotBlank().doesNotContain("\n");
        assertThat(error.path("code").stringValue()).isNotBlank();
    }

    @Test
    void fieldThatIsNearlyKnownIsSuggested() throws Exception {
        JsonNode error = ask("{\"temprature\":0}").document().path("error");
        assertThat(error.path("message").stringValue()).contains("is it temperature?");
        assertThat(error.path("code").stringValue()).isEqualTo("unknown_parameter");
    }

    /// What asks for nothing that is not so anyway, and what changes nothing of an answer.
    @Test
    void answerIsTheSameWithFieldsThatChangeNothing() throws Exception {
        String plain = content(ask("{\"seed\":3}"));
        assertThat(
                        content(
                                ask(
                                        """
                                        {"seed":3,"user":"u","metadata":{"a":"b"},"store":true,"service_tier":"auto",
                                        "prompt_cache_key":"k","prediction":{"type":"content","content":"x"},
                                        "min_tokens":0,"ignore_eos":false,"stop_token_ids":[],"bad_words":[],
                                        "chat_template_kwargs":{"enable_thinking":false},"reasoning_effort":"none",
                                        "thinking":{"type":"disabled"},"modalities":["text"],"audio":null,"best_of":1,
                                        "use_beam_search":false,"top_k":-1,"grammar":"","format":"","guided_json":null,
                                        "continue_final_message":false,"add_generation_prompt":true,
                                        "messages":[{"role":"user","content":[{"type":"text","text":"go",
                                        "cache_control":{"type":"ephemeral"}}]}]}
                                        """)))
                .isEqualTo(plain);
    }

    @Test
    void guideListsWhatIsPassedOver() throws Exception {
        String row =
                Files.readAllLines(Path.of("docs/guide/serving.md")).stream()
                        .filter(line -> line.startsWith("| changes nothing of an answer"))
                        .findFirst()
                        .orElseThrow();
        ObjectNode fields = object("{\"seed\":3}");
        Pattern.compile("`([a-z_]+)`")
                .matcher(row)
                .results()
                .forEach(name -> fields.put(name.group(1), "x"));
        assertThat(fields.size()).isGreaterThan(20);
        assertThat(content(ask(fields.toString()))).isEqualTo(content(ask("{\"seed\":3}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    {"messages":[{"role":"user","content":"go"},{"role":"assistant","content":"The way","partial":true}]}
                    {"messages":[{"role":"user","content":"go"},{"role":"assistant","content":"The way","prefix":true}]}
                    {"messages":[{"role":"user","content":"go"},{"role":"assistant","content":"The way"}],"continue_final_message":true,"add_generation_prompt":false}
                    """)
    void answerGoesOnWithTheLastMessage(String fields) throws Exception {
        JsonNode document = ask(object(fields).put("temperature", 0).toString()).document();
        String head =
                "<|im_user|>user<|im_middle|>go<|im_end|><|im_assistant|>assistant<|im_middle|>";
        String system =
                "<|im_system|>system<|im_middle|>You are Kimi, an AI assistant created by Moonshot AI.<|im_end|>";
        int[] prompt =
                IntStream.concat(
                                IntStream.of(TinyChat.TOKENIZER.encodeWithSpecial(system + head)),
                                IntStream.of(TinyChat.TOKENIZER.encode("The way")))
                        .toArray();
        ObjectNode text = JsonMapper.shared().createObjectNode();
        text.put("model", "tiny")
                .put("max_tokens", 60)
                .put("temperature", 0)
                .putPOJO("prompt", prompt);
        RecordedResponse continued = new RecordedResponse();
        new Completions(ModelRegistry.of(TINY.chat()), AnswerTimes.IGNORED)
                .handle(JsonMapper.shared().readTree(text.toString()), continued);
        assertThat(document.at("/usage/prompt_tokens").intValue()).isEqualTo(prompt.length);
        String expected = continued.document().at("/choices/0/text").stringValue();
        assertThat(document.at("/choices/0/message/content").stringValue()).isEqualTo(expected);
    }
}
