package dev.baltoro.serve.openai;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `POST /v1/completions`: texts continued. Any number of threads may share one.
///
/// @param times who wants to know how fast answers come
public record Completions(ChatEngine engine, AnswerTimes times) {
    /// Answers one request; returns when the response is complete.
    ///
    /// What is wrong with the request goes to the sink as an error.
    ///
    /// @param body a JSON object, see [JsonBody]
    /// @throws IOException if the client has gone; its answers are cancelled
    public void handle(JsonNode body, ResponseSink sink) throws IOException, InterruptedException {
        CompletionRequest request;
        List<Answer> answers;
        try {
            request = CompletionRequest.read(body, engine);
            answers = open(request);
        } catch (RequestException e) {
            sink.error(e.error());
            return;
        } catch (EngineException e) {
            sink.error(ApiError.of(e, "prompt"));
            return;
        }
        List<String> echoes = new ArrayList<>();
        for (int[] prompt : request.prompts()) {
            String echo = request.echo() ? engine.tokenizer().decode(prompt) : "";
            echoes.addAll(Collections.nCopies(request.choices(), echo));
        }
        TextFormat format =
                new TextFormat(
                        ResponseHead.of("cmpl-", engine),
                        request.decoding().alternatives().isPresent()
                                ? Optional.of(new LogprobsJson(engine.tokenizer()))
                                : Optional.empty(),
                        request.streaming().usage(),
                        echoes);
        new Delivery(answers, request.choices(), format, times).send(request.streaming(), sink);
    }

    private List<Answer> open(CompletionRequest request) {
        if ((long) request.prompts().size() * request.choices() > RequestLimits.CHOICES_MAX) {
            throw Fields.refused(
                    "n",
                    "%d prompts with n %d are more than %d answers; ask for fewer"
                            .formatted(
                                    request.prompts().size(),
                                    request.choices(),
                                    RequestLimits.CHOICES_MAX));
        }
        List<Answer> answers = new ArrayList<>();
        try {
            for (int[] prompt : request.prompts()) {
                answers.addAll(engine.continuations(prompt, request.decoding(), request.choices()));
            }
        } catch (RuntimeException e) {
            answers.forEach(Answer::close);
            throw e;
        }
        return answers;
    }
}
