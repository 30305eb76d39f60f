package dev.baltoro.serve;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.anthropic.AnthropicRoutes;
import dev.baltoro.serve.http.HttpServer;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import dev.baltoro.serve.http.ServerOptions;
import dev.baltoro.serve.openai.ModelRoutes;
import dev.baltoro.serve.openai.OpenAiRoutes;
import dev.baltoro.serve.web.ChatPage;
import dev.baltoro.serve.web.PageTools;
import java.util.ArrayList;
import java.util.List;

/// An HTTP server in front of models.
///
/// ```
/// try (Server server = Server.open(ServerOptions.local(), local.chat())) { … }
/// ```
///
/// What it answers is made of [RouteModule]s, so a page or another dialect is a module more:
/// `Server.open(options, models, List.of(dashboard))`.
public final class Server implements AutoCloseable {
    private final ServerOptions options;
    private final HttpServer http;

    private Server(
            ServerOptions options, ModelRegistry models, PageTools tools, List<RouteModule> more) {
        if (!tools.tools().isEmpty() && !options.isLocal() && options.keys().isOpen()) {
            throw new IllegalArgumentException(
                    "everybody who reaches %s could run the chat page's tools; ask for a key"
                            .formatted(options.host()));
        }
        this.options = options;
        ServerMetrics metrics = new ServerMetrics(models);
        List<RouteModule> modules = new ArrayList<>();
        modules.add(new OpenAiRoutes(models, metrics));
        modules.add(new AnthropicRoutes(models, metrics));
        modules.add(new ModelRoutes(models));
        modules.add(new StatusRoutes(models, this::isDraining, metrics));
        modules.add(new ChatPage(models, metrics, tools));
        modules.addAll(more);
        List<Route> routes = modules.stream().flatMap(module -> module.routes().stream()).toList();
        this.http = new HttpServer(options, routes, metrics);
    }

    /// {@return a server of one model that answers, until it is closed}
    ///
    /// The engine stays the caller's, who closes it after the server.
    ///
    /// @throws UncheckedIOException if the address cannot be had; its message is one line
    public static Server open(ServerOptions options, ChatEngine engine) {
        return open(options, engine, PageTools.NONE);
    }

    /// {@return a server of one model, whose chat page has tools}
    ///
    /// The engine and the tools stay the caller's, who closes them after the server.
    ///
    /// @throws IllegalArgumentException if there are tools, and everybody on other machines could
    ///   use them
    /// @throws UncheckedIOException if the address cannot be had; its message is one line
    public static Server open(ServerOptions options, ChatEngine engine, PageTools tools) {
        return started(new Server(options, ModelRegistry.of(engine), tools, List.of()));
    }

    /// {@return a server that answers, until it is closed}
    ///
    /// The engines stay the caller's, who closes them after the server.
    ///
    /// @param more routes beside those of the models
    /// @throws IllegalArgumentException if two routes have one method and path
    /// @throws UncheckedIOException if the address cannot be had; its message is one line
    public static Server open(ServerOptions options, ModelRegistry models, List<RouteModule> more) {
        return started(new Server(options, models, PageTools.NONE, more));
    }

    private static Server started(Server server) {
        server.http.start();
        return server;
    }

    /// {@return the port that it listens on, or did}
    public int port() {
        return http.port();
    }

    /// {@return whether only this machine reaches it}
    public boolean isLocal() {
        return options.isLocal();
    }

    /// {@return requests that run}
    public int running() {
        return http.running();
    }

    /// {@return what it answers}
    List<Route> routes() {
        return http.routes();
    }

    /// {@return clients that wait for an answer; fewer than run where one has just hung up}
    int clients() {
        return http.clients();
    }

    private boolean isDraining() {
        return http.isDraining();
    }

    /// Stops accepting, lets running requests end for the options' drain time, cancels the rest and
    /// waits for these too.
    ///
    /// Interrupting the thread that closes ends the waiting at once.
    @Override
    public void close() {
        http.close();
    }
}
