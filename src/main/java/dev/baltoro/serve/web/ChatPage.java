package dev.baltoro.serve.web;

import dev.baltoro.serve.answer.AnswerTimes;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The chat page and its files, from the class path, and what the page asks of a server that has
/// tools.
public final class ChatPage implements RouteModule {
    /// Where the page is told that the server has tools.
    private static final String HEAD_END = "</head>";

    private static final String TOOLS_MARK = "<meta name=\"baltoro-tools\" content=\"page\">";

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
        PageFiles files = PageFiles.shared();
        List<Route> routes = new ArrayList<>();
        routes.add(files.one("/", "index.html", this::marked));
        routes.add(files.all("/web"));
        toolRoutes.ifPresent(module -> routes.addAll(module.routes()));
        return List.copyOf(routes);
    }

    private byte[] marked(byte[] bytes) {
        if (toolRoutes.isEmpty()) {
            return bytes;
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .replace(HEAD_END, TOOLS_MARK + HEAD_END)
                .getBytes(StandardCharsets.UTF_8);
    }
}
