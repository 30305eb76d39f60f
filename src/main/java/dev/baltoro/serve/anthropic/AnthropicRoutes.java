package dev.baltoro.serve.anthropic;

import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import java.util.List;
import java.util.stream.Stream;

/// Anthropic's routes.
public final class AnthropicRoutes implements RouteModule {
    private final ModelRegistry models;
    private final AnswerTimes times;

    /// @param times who wants to know how fast answers come
    public AnthropicRoutes(ModelRegistry models, AnswerTimes times) {
        this.models = models;
        this.times = times;
    }

    @Override
    public List<Route> routes() {
        return Stream.of(
                        Route.post(
                                "/v1/messages",
                                exchange ->
                                        new Messages(models, times.and(exchange::made))
                                                .handle(exchange.readJson(), exchange)),
                        Route.post(
                                "/v1/messages/count_tokens",
                                exchange ->
                                        exchange.json(
                                                new Messages(models, times)
                                                        .count(exchange.readJson()))))
                .map(route -> route.withErrors(new AnthropicErrors()))
                .toList();
    }
}
