package dev.baltoro.serve.web;

import dev.baltoro.serve.http.HttpErrors;
import dev.baltoro.serve.http.HttpExchange;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.ResourceFile;
import dev.baltoro.serve.http.Route;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The files of a page, from the class path beside a class. They ask for no key.
public final class PageFiles {
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

    private final Class<?> beside;

    private PageFiles(Class<?> beside) {
        this.beside = beside;
    }

    /// {@return the files beside a class}
    public static PageFiles beside(Class<?> type) {
        return new PageFiles(type);
    }

    /// {@return the files that all pages share}
    public static PageFiles shared() {
        return beside(PageFiles.class);
    }

    /// {@return a route to all of them}
    ///
    /// @param folder what comes before their names, for example `/web`
    public Route all(String folder) {
        return Route.get(
                        folder + "/{file}",
                        exchange ->
                                send(
                                        exchange,
                                        exchange.pathVariable("file"),
                                        UnaryOperator.identity()))
                .open();
    }

    /// {@return a route to one of them}
    public Route one(String path, String name) {
        return one(path, name, UnaryOperator.identity());
    }

    /// {@return a route to one of them, with its bytes changed on the way}
    Route one(String path, String name, UnaryOperator<byte[]> change) {
        return Route.get(path, exchange -> send(exchange, name, change)).open();
    }

    private void send(HttpExchange exchange, String name, UnaryOperator<byte[]> change)
            throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            throw unknown(exchange);
        }
        byte[] bytes =
                change.apply(ResourceFile.find(beside, name).orElseThrow(() -> unknown(exchange)));
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
