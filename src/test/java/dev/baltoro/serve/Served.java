package dev.baltoro.serve;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.Halt;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.GenerationDefaults;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.serve.http.ServerOptions;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A real server on a free port, over a tiny model with random weights.
final class Served implements AutoCloseable {
    static final String NAME = "tiny";

    private static final int VOCABULARY = 600;
    private static final int CONTEXT = 2048;

    /// Sequences at once and requests that wait.
    static final EngineOptions ENGINE =
            EngineOptions.standard().withThreads(1).withSequences(16, 256).withCacheTokens(65_536);

    final Tokenizer tokenizer;
    final Engine engine;
    final ChatEngine chat;
    final Server server;
    final K2Model model;

    /// A pause of the engine.
    final Halt halt;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Served(EngineOptions engineOptions, ServerOptions options) {
        tokenizer =
                new BpeTrainer(VOCABULARY, 1, BpeTrainer.Progress.SILENT)
                        .train(
                                List.of(
                                                "the glacier leads up to the mountain",
                                                "{\"name\": \"value\", \"count\": 12}",
                                                "what is the weather in Skardu today?")
                                        .iterator());
        model =
                K2Model.random(
                        Presets.named("nano")
                                .withOverrides(
                                        Map.of(
                                                "vocab_size", tokenizer.vocabSize(),
                                                "hidden_size", 32,
                                                "intermediate_size", 32,
                                                "moe_intermediate_size", 16,
                                                "num_hidden_layers", 2,
                                                "n_routed_experts", 4,
                                                "initializer_range", 0.2,
                                                "max_position_embeddings", CONTEXT)),
                        new Seed(7),
                        DType.F32);
        engine = Engine.open(model, tokenizer, engineOptions);
        halt = new Halt(engine);
        chat =
                new ChatEngine(
                        engine,
                        tokenizer,
                        new ChatEncoder(tokenizer, ChatTemplate.K2),
                        NAME,
                        new GenerationDefaults(Set.of(), SamplingParameters.DEFAULT));
        server = Server.open(options, chat);
    }

    static Served open() {
        return new Served(ENGINE, ServerOptions.local());
    }

    static Served open(ServerOptions options) {
        return new Served(ENGINE, options);
    }

    static Served open(EngineOptions engine, ServerOptions options) {
        return new Served(engine, options);
    }

    /// {@return a model of the same shape whose scores are not numbers}; the caller closes it
    K2Model damaged() {
        K2Model damaged = K2Model.random(model.config(), new Seed(7), DType.F32);
        Objects.requireNonNull(damaged.weights().get("model.norm.weight")).fill_(Double.NaN);
        damaged.refresh();
        return damaged;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
        engine.close();
        model.close();
    }
}
