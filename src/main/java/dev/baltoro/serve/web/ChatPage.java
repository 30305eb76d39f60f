package dev.baltoro.serve.web;

import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.HttpErrors;
import dev.baltoro.serve.http.HttpExchange;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.ResourceFile;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The chat page and its files, from the class path, and what the page asks of a server that has
/// tools.
public final class ChatPage implements RouteModule {
    /// Where the page is told that the server has tools.
    private static final String HEAD_END = "</head>";

    private static final String TOOLS_MARK = "<meta name=\"baltoro-tools\" content=\"page\">";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*\\.[a-z]+");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html;charset=utf-8",
                    "css", "text/css;charset=utf-8",
                    "js", "text/javascript;charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "webmanifest", "application/manifest+json");

    /// Scripts and styles from this server alone, requests to it alone, no frames around it.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Optional<PageToolRoutes> toolRoutes;

    /// @param times is told how fast answers come
    /// @param tools that the page's model may call; without any, the page is a client like others
    public ChatPage(ModelRegistry models, AnswerTimes times, PageTools tools) {
        this.toolRoutes =
                tools.tools().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new PageToolRoutes(models, times, tools, InstantSource.system()));
    }

    /// {@return the routes of the page; its files ask for no key, since the page asks the user for
    /// it}
    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get("/", exchange -> send(exchange, "index.html")).open());
        routes.add(
                Route.get("/web/{file}", exchange -> send(exchange, exchange.pathVariable("file")))
                        .open());
        toolRoutes.ifPresent(module -> routes.addAll(module.routes()));
        return List.copyOf(routes);
    }

    private void send(HttpExchange exchange, String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            throw unknown(exchange);
        }
        byte[] bytes =
                marked(
                        name,
                        ResourceFile.find(ChatPage.class, name)
                                .orElseThrow(() -> unknown(exchange)));
        String tag = "\"" + hash(bytes) + "\"";
        exchange.setHeader("Content-Security-Policy", POLICY);
        exchange.setHeader("X-Content-Type-Options", "nosniff");
        exchange.setHeader("Referrer-Policy", "no-referrer");
        exchange.setHeader("Cache-Control", "no-cache"); // may be kept, but is asked for by its tag
        exchange.setHeader("ETag", tag);
        if (tag.equals(exchange.header("If-None-Match"))) {
            exchange.bytes(304, type, new byte[0]);
        } else {
            exchange.bytes(200, type, bytes);
        }
    }

    private byte[] marked(String name, byte[] bytes) {
        if (toolRoutes.isEmpty() || !name.equals("index.html")) {
            return bytes;
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .replace(HEAD_END, TOOLS_MARK + HEAD_END)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static RequestException unknown(HttpExchange exchange) {
        return new RequestException(HttpErrors.notFound(exchange.method(), exchange.path()));
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
