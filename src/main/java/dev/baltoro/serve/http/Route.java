package dev.baltoro.serve.http;

import java.io.IOException;
import java.util.regex.Pattern;

/// What a server answers at one path.
///
/// @param method HTTP's verb
/// @param path `{name}` stands for what varies, `<name>` where it may hold slashes
/// @param needsKey whether a key is asked for, where there are keys
/// @param errors how errors are worded, also those that come before the handler is asked
/// @param handler answers
public record Route(
        Method method, String path, boolean needsKey, ErrorFormat errors, Handler handler) {
    private static final Pattern VARIABLE = Pattern.compile("[<{][a-z]+[>}]");

    /// Verbs that routes have; `HEAD` and `OPTIONS` are answered for all of them.
    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    /// Answers one request, on a thread of its own.
    public interface Handler {
        /// @throws RequestException for an error that the client is told
        /// @throws IOException if the client has gone
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /// {@return a route that asks for a key and words errors as OpenAI does}
    public static Route get(String path, Handler handler) {
        return of(Method.GET, path, handler);
    }

    /// {@return a route that asks for a key and words errors as OpenAI does}
    public static Route post(String path, Handler handler) {
        return of(Method.POST, path, handler);
    }

    /// {@return a route that asks for a key and words errors as OpenAI does}
    public static Route of(Method method, String path, Handler handler) {
        return new Route(method, path, true, ErrorFormat.OPENAI, handler);
    }

    /// {@return this for everybody, with a key or without}
    public Route open() {
        return new Route(method, path, false, errors, handler);
    }

    /// {@return this with errors in another dialect}
    public Route withErrors(ErrorFormat other) {
        return new Route(method, path, needsKey, other, handler);
    }

    /// {@return whether a request's path is this one's}
    boolean matches(String asked) {
        return asked.matches(VARIABLE.matcher(Pattern.quote(path)).replaceAll("\\\\E.+\\\\Q"));
    }

    /// {@return the path as OpenAPI writes it: `{name}` for what varies}
    public String template() {
        return path.replace('<', '{').replace('>', '}');
    }
}
