package dev.baltoro.serve.web;

import dev.baltoro.serve.http.HttpErrors;
import dev.baltoro.serve.http.HttpExchange;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.ResourceFile;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The chat page and its files, from the class path.
public final class ChatPage implements RouteModule {
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

    /// {@return the routes of the page; none asks for a key, since the page asks the user for it}
    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/", exchange -> send(exchange, "index.html")).open(),
                Route.get("/web/{file}", exchange -> send(exchange, exchange.pathVariable("file")))
                        .open());
    }

    private static void send(HttpExchange exchange, String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            throw unknown(exchange);
        }
        byte[] bytes = ResourceFile.find(ChatPage.class, name).orElseThrow(() -> unknown(exchange));
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
