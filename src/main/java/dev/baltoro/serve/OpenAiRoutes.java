package dev.baltoro.serve;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.openai.AnswerTimes;
import dev.baltoro.serve.openai.ChatCompletions;
import dev.baltoro.serve.openai.JsonBody;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// `/v1/chat/completions` and `/v1/completions`.
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
        return List.of(Route.post("/v1/chat/completions", this::chat));
    }

    private void chat(Exchange exchange) throws IOException, InterruptedException {
        JsonNode request = body.read(exchange, JsonBody::read);
        new ChatCompletions(engine, times(exchange)).handle(request, exchange);
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
