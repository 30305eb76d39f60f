package dev.baltoro.serve.openai;

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
import dev.baltoro.serve.http.ErrorFormat;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.ResponseSink;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.StreamEvent;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.LogprobsJson;
import dev.baltoro.text.openai.responses.ResponsesFormat;
import dev.baltoro.text.openai.responses.ResponsesRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `POST /v1/responses`. Any number of threads may share one.
///
/// @param times who wants to know how fast answers come
public record Responses(ModelRegistry models, AnswerTimes times) {
    /// Answers one request; returns when the response is complete.
    ///
    /// What is wrong with the request goes to the sink as an error.
    ///
    /// @param body a JSON object, see [JsonBody]
    /// @throws IOException if the client has gone; its answer is cancelled
    public void handle(JsonNode body, ResponseSink sink) throws IOException, InterruptedException {
        ChatEngine engine;
        ResponsesRequest request;
        List<Answer> answers;
        try {
            engine = models.require(Fields.body(body).requiredString("model"));
            request = ResponsesRequest.read(body, RequestLimits.of(engine));
            answers = open(engine, request.chat());
        } catch (FieldException e) {
            sink.error(ApiError.of(e));
            return;
        } catch (RequestException e) {
            sink.error(e.error());
            return;
        } catch (EngineException e) {
            sink.error(EngineErrors.of(e, "input"));
            return;
        }
        RelaxedSchemas.say(engine, request.chat(), sink);
        ResponsesFormat format =
                new ResponsesFormat(
                        ServedModel.head("resp_", engine),
                        request.echo(),
                        request.chat().decoding().alternatives().isPresent()
                                ? Optional.of(new LogprobsJson(engine.tokenizer()))
                                : Optional.empty());
        sink.wordErrors(failing(format));
        new Delivery(answers, 1, format, times).send(request.streaming(), sink);
    }

    private static List<Answer> open(ChatEngine engine, ChatRequest chat) {
        try {
            return engine.answers(chat, 1);
        } catch (SchemaException e) {
            throw new RequestException(
                    EngineErrors.of(e, chat.tools(), "tools[%d].parameters", "text.format.schema"));
        }
    }

    /// A stream that fails ends with an event that goes on with the response's own numbers.
    private static ErrorFormat failing(ResponsesFormat format) {
        return new ErrorFormat() {
            @Override
            public JsonNode document(ApiError error) {
                return error.json();
            }

            @Override
            public StreamEvent event(ApiError error) {
                return format.failed(error.message());
            }
        };
    }
}
