package dev.baltoro.serve.openai;

import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import java.util.List;

/// The routes that take a JSON body: answers, and the tokens that they are made of.
public final class OpenAiRoutes implements RouteModule {
    private final ModelRegistry models;
    private final AnswerTimes times;

    /// @param times is told how fast answers come
    public OpenAiRoutes(ModelRegistry models, AnswerTimes times) {
        this.models = models;
        this.times = times;
    }

    @Override
    public List<Route> routes() {
        Tokenization tokens = new Tokenization(models);
        return List.of(
                Route.post(
                        "/v1/chat/completions",
                        exchange ->
                                new ChatCompletions(models, times.and(exchange::made))
                                        .handle(exchange.readJson(), exchange)),
                Route.post(
                        "/v1/completions",
                        exchange ->
                                new Completions(models, times.and(exchange::made))
                                        .handle(exchange.readJson(), exchange)),
                Route.post(
                        "/v1/responses",
                        exchange ->
                                new Responses(models, times.and(exchange::made))
                                        .handle(exchange.readJson(), exchange)),
                Route.post("/v1/embeddings", exchange -> exchange.error(noEmbeddings())),
                Route.post(
                        "/tokenize",
                        exchange -> exchange.json(tokens.tokenize(exchange.readJson()))),
                Route.post(
                        "/detokenize",
                        exchange -> exchange.json(tokens.detokenize(exchange.readJson()))));
    }

    /// {@return why there are no embeddings}
    private static ApiError noEmbeddings() {
        return ApiError.of(
                404,
                ApiError.INVALID_REQUEST,
                "this server has no embeddings: its model writes text and was not trained to embed it; ask a server with an embedding model",
                "embeddings_not_supported");
    }
}
