package dev.baltoro.serve.http;

import dev.baltoro.text.openai.FieldException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens around every route: keys, errors turned into answers, one line in the log.
final class RouteDispatch {
    private static final Logger LOG = LoggerFactory.getLogger(RouteDispatch.class);

    private final ServerOptions options;
    private final HostCheck hosts;
    private final ExchangeWatch watch;
    private final Answered answered;
    private final RequestBody bodies;
    private volatile boolean draining;

    RouteDispatch(ServerOptions options, ExchangeWatch watch, Answered answered) {
        this.options = options;
        this.hosts = new HostCheck(options);
        this.watch = watch;
        this.answered = answered;
        this.bodies = new RequestBody(options.limits());
    }

    void register(RoutesConfig config, List<Route> routes) {
        for (Route route : routes) {
            HandlerType method = HandlerType.findOrCreate(route.method().name());
            config.addHttpHandler(method, route.path(), context -> serve(context, route));
            if (route.method() == Route.Method.GET) { // the same, of which Jetty sends the headers
                config.addHttpHandler(
                        HandlerType.HEAD, route.path(), context -> serve(context, route));
            }
        }
        Route unknown = Route.get("unknown", exchange -> refuseUnknown(exchange, routes)).open();
        config.exception(HttpResponseException.class, (_, context) -> serve(context, unknown));
    }

    /// From now on new requests are refused.
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    private void serve(Context context, Route route) {
        HttpExchange exchange =
                new HttpExchange(
                        context,
                        ClientSocket.of(context.req()),
                        options.limits(),
                        bodies,
                        route.errors());
        watch.begin(exchange);
        try {
            handle(exchange, route);
            exchange.explain();
            exchange.linger();
        } catch (IOException e) {
            exchange.cancel(HttpExchange.Fate.GONE);
            exchange.socket().close(); // half an answer is not to look like a whole one
        } finally {
            watch.end(exchange, () -> report(exchange, route));
        }
    }

    private void handle(HttpExchange exchange, Route route) throws IOException {
        try {
            admit(exchange, route);
            route.handler().handle(exchange);
            if (!exchange.hasBegun() && exchange.isOpen()) {
                throw new IllegalStateException("the handler of " + route.path() + " gave nothing");
            }
        } catch (FieldException e) {
            exchange.error(ApiError.of(e));
        } catch (RequestException e) {
            exchange.error(e.error());
        } catch (IOException e) {
            if (exchange.isOpen()) {
                throw e;
            }
        } catch (InterruptedException e) {
            exchange.cancel(HttpExchange.Fate.CLOSING); // only a pool that stops interrupts
        } catch (RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.error("request {} failed: {} {}", id, route.method(), route.path(), e);
            exchange.error(HttpErrors.internal(id));
        }
    }

    private void admit(HttpExchange exchange, Route route) {
        if (!hosts.allows(exchange.header("Host"))) {
            throw new RequestException(HttpErrors.foreignHost());
        }
        if (route.needsKey() && !hasKey(exchange)) {
            exchange.setHeader("WWW-Authenticate", "Bearer");
            throw new RequestException(HttpErrors.noKey());
        }
        if (draining && route.needsKey()) {
            exchange.setHeader("Connection", "close");
            throw new RequestException(HttpErrors.closing());
        }
    }

    /// OpenAI's clients send a key in one header, Anthropic's in another.
    private boolean hasKey(HttpExchange exchange) {
        return options.keys().opens(exchange.header("Authorization"))
                || options.keys().has(exchange.header("x-api-key"));
    }

    /// Also answers what methods a path takes: a browser asks before it sends another site's page's
    /// request, and goes on only if the answer is not an error (Fetch, "CORS-preflight fetch").
    private static void refuseUnknown(HttpExchange exchange, List<Route> routes)
            throws IOException {
        String method = exchange.context().method().name();
        String path = exchange.context().path();
        TreeSet<String> allowed =
                routes.stream()
                        .filter(route -> route.matches(path))
                        .map(route -> route.method().name())
                        .collect(Collectors.toCollection(TreeSet::new));
        if (allowed.isEmpty()) {
            exchange.error(HttpErrors.notFound(method, path));
            return;
        }
        exchange.context().header("Allow", allow(allowed));
        if (exchange.context().method() == HandlerType.OPTIONS) {
            exchange.bytes(204, "application/json", new byte[0]);
        } else {
            exchange.error(HttpErrors.wrongMethod(method, path, String.join(" or ", allowed)));
        }
    }

    private static String allow(Set<String> methods) {
        Set<String> all = new TreeSet<>(methods);
        all.add("OPTIONS");
        if (methods.contains("GET")) {
            all.add("HEAD");
        }
        return String.join(", ", all);
    }

    private void report(HttpExchange exchange, Route route) {
        answered.answered(route, exchange.status(), exchange.age());
        LOG.info(
                "{} {} {} {} ms {} tokens",
                exchange.context().method(),
                exchange.context().path().replaceAll("\\p{Cntrl}", "?"),
                exchange.status(),
                exchange.age().toMillis(),
                exchange.tokens());
    }
}
