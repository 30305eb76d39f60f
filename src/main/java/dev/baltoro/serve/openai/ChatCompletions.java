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
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.ResponseSink;
import dev.baltoro.text.chat.AnswerFormat;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.openai.ChatCompletionFormat;
import dev.baltoro.text.openai.ChatCompletionRequest;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.FormatReader;
import dev.baltoro.text.openai.LogprobsJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// `POST /v1/chat/completions`. Any number of threads may share one.
///
/// @param times is told how fast answers come
public record ChatCompletions(ModelRegistry models, AnswerTimes times) {
    /// Answers one request; returns when the response is complete.
    ///
    /// What is wrong with the request goes to the sink as an error.
    ///
    /// @param body a JSON object, see [JsonBody]
    /// @throws IOException if the client has gone; its answers are cancelled
    public void handle(JsonNode body, ResponseSink sink) throws IOException, InterruptedException {
        handle(body, sink, UnaryOperator.identity());
    }

    /// Answers one request in other words.
    ///
    /// @param wording is given OpenAI's words for this answer
    /// @throws IOException if the client has gone; its answers are cancelled
    public void handle(JsonNode body, ResponseSink sink, UnaryOperator<AnswerFormat> wording)
            throws IOException, InterruptedException {
        ChatEngine engine;
        ChatCompletionRequest request;
        List<Answer> answers;
        try {
            engine = models.require(Fields.body(body).requiredString("model"));
            request = ChatCompletionRequest.read(body, RequestLimits.of(engine));
            answers = open(engine, body, request);
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
        ChatCompletionFormat format =
                new ChatCompletionFormat(
                        ServedModel.head("chatcmpl-", engine),
                        request.chat().decoding().alternatives().isPresent()
                                ? Optional.of(new LogprobsJson(engine.tokenizer()))
                                : Optional.empty(),
                        request.streaming().usage(),
                        request.chat().tools().choice() instanceof ToolChoice.Named);
        new Delivery(answers, request.choices(), wording.apply(format), times)
                .send(request.streaming().on(), sink);
    }

    private static List<Answer> open(
            ChatEngine engine, JsonNode body, ChatCompletionRequest request) {
        try {
            return engine.answers(request.chat(), request.choices());
        } catch (SchemaException e) {
            String format = FormatReader.place(Fields.body(body), RequestLimits.of(engine));
            throw new RequestException(EngineErrors.of(e, request.chat().tools(), format));
        }
    }
}
