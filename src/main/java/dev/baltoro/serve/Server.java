package dev.baltoro.serve;

import dev.baltoro.engine.chat.ChatEngine;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// An HTTP server in front of a model.
public final class Server implements AutoCloseable {
    private static final Duration DRAIN_LOOK = Duration.ofMillis(10);

    /// What cancelled requests get to end in: a decode step and a last write.
    private static final Duration CANCEL_TIME = Duration.ofSeconds(5);

    private final ServerOptions options;
    private final Javalin javalin;
    private final ExchangeWatch watch;
    private final Dispatch dispatch;
    private final ServerMetrics metrics;
    private final List<Route> routes;
    private int port;

    private Server(ServerOptions options, ChatEngine engine) {
        this.options = options;
        this.metrics = new ServerMetrics(engine.engine());
        this.watch = new ExchangeWatch(options.limits());
        this.dispatch = new Dispatch(options, watch, metrics);
        this.routes = build(engine);
        this.javalin = Javalin.create(this::configure);
    }

    /// {@return a server that answers, until it is closed}
    ///
    /// The engine stays the caller's, who closes it after the server.
    ///
    /// @throws UncheckedIOException if the address cannot be had; its message is one line
    public static Server open(ServerOptions options, ChatEngine engine) {
        Server server = new Server(options, engine);
        server.start();
        return server;
    }

    private List<Route> build(ChatEngine engine) {
        RequestBody body = new RequestBody(options.limits());
        List<Route> all = new ArrayList<>();
        all.addAll(new OpenAiRoutes(engine, body, metrics).routes());
        all.addAll(new ModelRoutes(engine.modelName(), InstantSource.system().instant()).routes());
        all.addAll(new StatusRoutes(engine.engine(), dispatch, metrics).routes());
        all.addAll(ChatPage.routes());
        return List.copyOf(all);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.defaultContentType = "application/json";
        config.router.treatMultipleSlashesAsSingleSlash = false;
        JettySettings.apply(config.jetty, options, watch);
        options.origin()
                .ifPresent(origin ->
                        config.bundledPlugins.enableCors(cors ->
                                cors.addRule(rule -> {
                                    if (origin.equals("*")) {
                                        rule.anyHost();
                                    } else {
                                        rule.allowHost(origin);
                                    }
                                })));
        dispatch.register(config.routes, routes);
    }

    private void start() {
        try {
            javalin.start();
        } catch (JavalinException e) {
            throw new UncheckedIOException(
                    new IOException(
                            "cannot listen on %s port %d (%s); use another --port or --host"
                                    .formatted(options.host(), options.port(), reason(e)),
                            e));
        }
        port = javalin.port();
        watch.start();
    }

    private static String reason(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /// {@return the port that it listens on, or did}
    public int port() {
        return port;
    }

    /// {@return whether only this machine reaches it}
    public boolean isLocal() {
        return HostCheck.isLoopback(options.host());
    }

    /// {@return requests that run}
    public int running() {
        return watch.running();
    }

    /// {@return what it answers}
    List<Route> routes() {
        return routes;
    }

    /// {@return clients that wait for an answer; fewer than run where one has just hung up}
    int clients() {
        return watch.clients();
    }

    /// Stops accepting, lets running requests end for the options' drain time, cancels the rest and
    /// waits for these too.
    ///
    /// Interrupting the thread that closes ends the waiting at once.
    @Override
    public void close() {
        dispatch.drain();
        try {
            await(options.limits().drainTime());
            watch.cancelAll();
            await(CANCEL_TIME);
        } catch (InterruptedException e) {
            watch.cancelAll();
            Thread.currentThread().interrupt();
        }
        javalin.stop();
        watch.close();
    }

    private void await(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (watch.running() > 0 && System.nanoTime() < end) {
            Thread.sleep(DRAIN_LOOK);
        }
    }
}
