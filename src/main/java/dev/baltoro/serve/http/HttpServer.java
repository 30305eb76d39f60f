package dev.baltoro.serve.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/// Answers routes over HTTP: keys, limits, errors, one line a request in the log.
public final class HttpServer implements AutoCloseable {
    private static final Duration DRAIN_LOOK = Duration.ofMillis(10);

    /// What cancelled requests get to end in: a decode step and a last write.
    private static final Duration CANCEL_TIME = Duration.ofSeconds(5);

    private final ServerOptions options;
    private final Javalin javalin;
    private final ExchangeWatch watch;
    private final RouteDispatch dispatch;
    private final List<Route> routes;
    private int port;

    /// @param answered is told of every request
    /// @throws IllegalArgumentException if two routes have one method and path
    public HttpServer(ServerOptions options, List<Route> routes, Answered answered) {
        this.options = options;
        this.routes = List.copyOf(routes);
        this.watch = new ExchangeWatch(options.limits());
        this.dispatch = new RouteDispatch(options, watch, answered);
        this.javalin = Javalin.create(this::configure);
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

    /// Begins to listen.
    ///
    /// @throws UncheckedIOException if the address cannot be had; its message is one line
    public void start() {
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

    /// {@return requests that run}
    public int running() {
        return watch.running();
    }

    /// {@return clients that wait for an answer; fewer than run where one has just hung up}
    public int clients() {
        return watch.clients();
    }

    /// {@return what it answers}
    public List<Route> routes() {
        return routes;
    }

    /// {@return whether it closes, and refuses new requests}
    public boolean isDraining() {
        return dispatch.isDraining();
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
