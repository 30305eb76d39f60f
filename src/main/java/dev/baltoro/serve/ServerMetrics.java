package dev.baltoro.serve;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineStatistics;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.Answered;
import dev.baltoro.serve.http.Route;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/// What a server counts, for Prometheus.
final class ServerMetrics implements Answered, AnswerTimes {
    /// Prometheus's text format.
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Duration[] FIRST_TOKEN_BUCKETS = millis(5, 60_000);
    private static final Duration[] NEXT_TOKEN_BUCKETS = millis(1, 2_000);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer firstToken;
    private final Timer nextToken;

    ServerMetrics(ModelRegistry models) {
        this.firstToken =
                Timer.builder("baltoro.time.to.first.token")
                        .description("from a request to the first token of its answer")
                        .serviceLevelObjectives(FIRST_TOKEN_BUCKETS)
                        .register(registry);
        this.nextToken =
                Timer.builder("baltoro.time.per.output.token")
                        .description("between two tokens of an answer, averaged over the answer")
                        .serviceLevelObjectives(NEXT_TOKEN_BUCKETS)
                        .register(registry);
        List<ChatEngine> engines = models.engines();
        for (ChatEngine chat : engines) {
            Tags tags = engines.size() == 1 ? Tags.empty() : Tags.of("model", chat.modelName());
            watch(chat.engine(), tags);
        }
    }

    /// @param tags tell several models apart
    private void watch(Engine engine, Tags tags) {
        counter(
                tags,
                engine,
                "prompt.tokens",
                "prompt tokens begun",
                EngineStatistics::promptTokens);
        counter(
                tags,
                engine,
                "cached.tokens",
                "prompt tokens that the prefix cache had",
                EngineStatistics::cachedTokens);
        counter(
                tags,
                engine,
                "completion.tokens",
                "tokens made",
                EngineStatistics::completionTokens);
        counter(
                tags,
                engine,
                "preemptions",
                "sequences that lost their pages and began again",
                EngineStatistics::preemptions);
        counter(tags, engine, "decode.steps", "decode steps", EngineStatistics::steps);
        gauge(tags, engine, "queue.length", "requests that wait", EngineStatistics::waiting);
        gauge(tags, engine, "batch.size", "sequences that run", EngineStatistics::running);
        gauge(
                tags,
                engine,
                "cache.pages.used",
                "cache pages with keys",
                EngineStatistics::usedPages);
        gauge(
                tags,
                engine,
                "cache.pages.prefix",
                "cache pages that the prefix cache holds",
                EngineStatistics::prefixPages);
        gauge(tags, engine, "cache.pages", "cache pages", EngineStatistics::pages);
        gauge(tags, engine, "weight.version", "weights in use", EngineStatistics::weightVersion);
        gauge(
                tags,
                engine,
                "prefix.cache.hit.rate",
                "share of all prompt tokens that the prefix cache had",
                now -> (double) now.cachedTokens() / Math.max(1, now.promptTokens()));
    }

    private void counter(
            Tags tags,
            Engine engine,
            String name,
            String description,
            ToDoubleFunction<EngineStatistics> value) {
        FunctionCounter.builder(
                        "baltoro." + name,
                        engine,
                        source -> value.applyAsDouble(source.statistics()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(
            Tags tags,
            Engine engine,
            String name,
            String description,
            ToDoubleFunction<EngineStatistics> value) {
        Gauge.builder("baltoro." + name, engine, source -> value.applyAsDouble(source.statistics()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /// Buckets that double from `first` to `last`.
    private static Duration[] millis(long first, long last) {
        return LongStream.iterate(first, ms -> ms <= last, ms -> 2 * ms)
                .mapToObj(Duration::ofMillis)
                .toArray(Duration[]::new);
    }

    @Override
    public void answered(Route route, int status, Duration time) {
        Timer.builder("baltoro.requests")
                .description("requests answered, by route and status")
                .tag("route", route.template())
                .tag("method", route.method().name())
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(time);
    }

    @Override
    public void firstToken(Duration sinceRequest) {
        firstToken.record(sinceRequest);
    }

    @Override
    public void ended(Duration sinceFirstToken, int tokens) {
        if (tokens > 1) {
            nextToken.record(sinceFirstToken.dividedBy(tokens - 1L));
        }
    }

    /// {@return all of it in Prometheus's text format}
    String text() {
        return registry.scrape(CONTENT_TYPE);
    }
}
