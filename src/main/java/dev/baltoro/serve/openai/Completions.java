package dev.baltoro.serve.openai;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.Delivery;
import dev.baltoro.serve.answer.EngineErrors;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.ResponseSink;
import dev.baltoro.text.chat.ScoredToken;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/// `POST /v1/completions`: texts continued. Any number of threads may share one.
///
/// @param times is told how fast answers come
public record Completions(ModelRegistry models, AnswerTimes times) {
    /// Answers one request; returns when the response is complete.
    ///
    /// What is wrong with the request goes to the sink as an error.
    ///
    /// @param body a JSON object, see [JsonBody]
    /// @throws IOException if the client has gone; its answers are cancelled
    public void handle(JsonNode body, ResponseSink sink) throws IOException, InterruptedException {
        try {
            ChatEngine engine = models.require(Fields.body(body).requiredString("model"));
            CompletionRequest request = CompletionRequest.read(body, engine);
            List<Answer> answers = open(engine, request);
            try {
                CompletionFormat format =
                        new CompletionFormat(
                                ServedModel.head("cmpl-", engine),
                                request.decoding().alternatives().isPresent()
                                        ? Optional.of(engine.tokenizer())
                                        : Optional.empty(),
                                request.streaming().usage(),
                                echoes(engine, request, answers, sink));
                new Delivery(answers, request.choices(), format, times)
                        .send(request.streaming().on(), sink);
            } finally {
                answers.forEach(Answer::close);
            }
        } catch (FieldException e) {
            sink.error(ApiError.of(e));
        } catch (RequestException e) {
            sink.error(e.error());
        } catch (EngineException e) {
            sink.error(EngineErrors.of(e, "prompt"));
        }
    }

    /// {@return what each answer's text begins with, once the prompts are scored}
    private static List<Echo> echoes(
            ChatEngine engine, CompletionRequest request, List<Answer> answers, ResponseSink sink)
            throws InterruptedException {
        List<Echo> echoes = new ArrayList<>();
        if (!request.echo()) {
            return Collections.nCopies(answers.size(), Echo.NONE);
        }
        OptionalInt alternatives = request.decoding().alternatives();
        List<int[]> scored = alternatives.isPresent() ? request.prompts() : List.of();
        ScoredPrompts scoring =
                ScoredPrompts.begin(engine.engine(), scored, alternatives.orElse(0));
        sink.onDisconnect(() -> {
            scoring.cancel();
            answers.forEach(Answer::close);
        });
        List<List<ScoredToken>> scores = scoring.await();
        for (int i = 0; i < request.prompts().size(); i++) {
            int[] prompt = request.prompts().get(i);
            String text = engine.tokenizer().decode(prompt);
            Echo echo =
                    scores.isEmpty()
                            ? Echo.of(text)
                            : new Echo(text, OptionalInt.of(prompt[0]), scores.get(i));
            echoes.addAll(Collections.nCopies(request.choices(), echo));
        }
        return echoes;
    }

    private static List<Answer> open(ChatEngine engine, CompletionRequest request) {
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
