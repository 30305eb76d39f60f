package dev.baltoro.serve;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.openai.AnswerTimes;
import dev.baltoro.serve.openai.ChatCompletions;
import dev.baltoro.serve.openai.Completions;
import dev.baltoro.serve.openai.JsonBody;
import dev.baltoro.serve.openai.Tokenization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The routes that take a JSON body: answers, and the tokens that they are made of.
final class OpenAiRoutes {
    private final ChatEngine engine;
    private final RequestBody body;
    private final ServerMetrics metrics;

    OpenAiRoutes(ChatEngine engine, RequestBody body, ServerMetrics metrics) {
        this.engine = engine;
        this.body = body;
        this.metrics = metrics;
    }

    List<Route> routes() {
        Tokenization tokens = new Tokenization(engine);
        return List.of(
                Route.post(
                        "/v1/chat/completions",
                        exchange ->
                                new ChatCompletions(engine, times(exchange))
                                        .handle(read(exchange), exchange)),
                Route.post(
                        "/v1/completions",
                        exchange ->
                                new Completions(engine, times(exchange))
                                        .handle(read(exchange), exchange)),
                Route.post("/v1/embeddings", exchange -> exchange.error(Errors.noEmbeddings())),
                Route.post("/tokenize", exchange -> exchange.json(tokens.tokenize(read(exchange)))),
                Route.post(
                        "/detokenize",
                        exchange -> exchange.json(tokens.detokenize(read(exchange)))));
    }

    private JsonNode read(Exchange exchange) throws IOException {
        return body.read(exchange, JsonBody::read);
    }

    private AnswerTimes times(Exchange exchange) {
        return new AnswerTimes() {
            @Override
            public void firstToken(Duration sinceRequest) {
                metrics.firstToken(sinceRequest);
            }

            @Override
            public void ended(Duration sinceFirstToken, int tokens) {
                metrics.ended(sinceFirstToken, tokens);
                exchange.made(tokens);
            }
        };
    }
}
