package dev.baltoro.serve.anthropic;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.Delivery;
import dev.baltoro.serve.answer.EngineErrors;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.answer.RelaxedSchemas;
import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.ResponseSink;
import dev.baltoro.text.anthropic.MessagesFormat;
import dev.baltoro.text.anthropic.MessagesRequest;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Fields;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `POST /v1/messages` and `POST /v1/messages/count_tokens`. Any number of threads may share one.
///
/// @param times who wants to know how fast answers come
public record Messages(ModelRegistry models, AnswerTimes times) {
    /// Answers one request; returns when the response is complete.
    ///
    /// What is wrong with the request goes to the sink as an error.
    ///
    /// @param body a JSON object
    /// @throws IOException if the client has gone; its answer is cancelled
    public void handle(JsonNode body, ResponseSink sink) throws IOException, InterruptedException {
        ChatEngine engine;
        MessagesRequest request;
        List<Answer> answers;
        try {
            engine = engine(body);
            request = MessagesRequest.read(body, limits(engine));
            answers = open(engine, request.chat());
        } catch (FieldException e) {
            sink.error(ApiError.of(e));
            return;
        } catch (RequestException e) {
            sink.error(e.error());
            return;
        } catch (EngineException e) {
            sink.error(EngineErrors.of(e, "messages"));
            return;
        }
        RelaxedSchemas.say(engine, request.chat(), sink);
        MessagesFormat format =
                new MessagesFormat(
                        "msg_" + UUID.randomUUID().toString().replace("-", ""),
                        engine.modelName(),
                        request.streaming() ? engine.prompt(request.chat()).length : 0);
        new Delivery(answers, 1, format, times).send(request.streaming(), sink);
    }

    /// {@return `{"input_tokens"}`: how long a conversation's prompt is}
    ///
    /// @throws FieldException that names the first field that is wrong
    public JsonNode count(JsonNode body) {
        ChatEngine engine = engine(body);
        MessagesRequest request = MessagesRequest.readCounted(body, limits(engine));
        return JsonMapper.shared()
                .createObjectNode()
                .put("input_tokens", engine.prompt(request.chat()).length);
    }

    private ChatEngine engine(JsonNode body) {
        return models.require(Fields.body(body).requiredString("model"));
    }

    private static CodecLimits limits(ChatEngine engine) {
        return CodecLimits.OPENAI.withTokenIds(engine.tokenizer().vocabSize());
    }

    private static List<Answer> open(ChatEngine engine, ChatRequest chat) {
        try {
            return engine.answers(chat, 1);
        } catch (SchemaException e) {
            throw new RequestException(
                    EngineErrors.of(
                            e,
                            chat.tools(),
                            "tools[%d].input_schema",
                            "output_config.format.schema"));
        }
    }
}
