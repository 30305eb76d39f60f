package dev.baltoro.serve;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.regex.Pattern;

/// What a server answers at one path.
///
/// @param method HTTP's verb
/// @param path as Javalin writes it: `{name}` for what varies, `<name>` where it may hold slashes
/// @param needsKey whether a key is asked for, where there are keys
/// @param handler answers
record Route(HandlerType method, String path, boolean needsKey, Handler handler) {
    private static final Pattern VARIABLE = Pattern.compile("[<{][a-z]+[>}]");

    /// Answers one request.
    interface Handler {
        /// @throws IOException if the client has gone
        void handle(Exchange exchange) throws IOException, InterruptedException;
    }

    static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, true, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, true, handler);
    }

    /// {@return this for everybody, with a key or without}
    Route open() {
        return new Route(method, path, false, handler);
    }

    /// {@return whether a request's path is this one's}
    boolean matches(String asked) {
        return asked.matches(VARIABLE.matcher(Pattern.quote(path)).replaceAll("\\\\E.+\\\\Q"));
    }

    /// {@return the path as OpenAPI writes it: `{name}` for what varies}
    String template() {
        return path.replace('<', '{').replace('>', '}');
    }
}
