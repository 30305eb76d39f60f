package dev.baltoro.serve.web;

import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.HttpExchange;
import dev.baltoro.serve.http.RequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lets in requests of this server's own pages alone.
///
/// Browsers say with each POST which page sends it (`Origin`), and most whether that is the
/// server's own (`Sec-Fetch-Site`); no page can change either. `--cors` opens the API to another
/// site, and does not open this.
public final class SameOrigin {
    private static final Pattern ORIGIN = Pattern.compile("https?://([^/]+)");

    private SameOrigin() {}

    /// @throws RequestException with status 403 if another site's page asks, or no page does
    public static void require(HttpExchange exchange) {
        String site = exchange.header("Sec-Fetch-Site");
        String origin = exchange.header("Origin");
        String host = exchange.header("Host");
        if (!site.isEmpty() && !site.equals("same-origin") || !isOf(host, origin)) {
            throw new RequestException(
                    ApiError.of(
                            403,
                            ApiError.INVALID_REQUEST,
                            "only this server's own page may ask for this; the Origin header is %s and the Host header \"%s\" (a proxy has to pass both on)"
                                    .formatted(
                                            origin.isEmpty() ? "not given" : '"' + origin + '"',
                                            host),
                            "foreign_page"));
        }
    }

    private static boolean isOf(String host, String origin) {
        Matcher matcher = ORIGIN.matcher(origin);
        return !host.isEmpty() && matcher.matches() && matcher.group(1).equalsIgnoreCase(host);
    }
}
