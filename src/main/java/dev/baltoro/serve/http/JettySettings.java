package dev.baltoro.serve.http;

import io.javalin.config.JettyConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// How Jetty runs below Javalin: requests on virtual threads, limits, errors in OpenAI's shape.
final class JettySettings {
    /// Accepting and selecting need two or three; more only serve bursts.
    private static final int PLATFORM_THREADS_MAX = 16;

    private static final int PLATFORM_THREADS_MIN = 4;
    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 1;
    private static final int HEADER_BYTES_MAX = 16 << 10;

    private JettySettings() {}

    static void apply(JettyConfig jetty, ServerOptions options, ExchangeWatch watch) {
        jetty.threadPool = threads(options.limits());
        jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(HEADER_BYTES_MAX);
            // A handler may be silent for as long as a prompt takes.
            http.setNotifyRemoteAsyncErrors(true);
        });
        jetty.modifyServer(server -> server.setErrorHandler(JettySettings::error));
        jetty.addConnector((server, http) -> {
            ServerConnector connector =
                    new ServerConnector(
                            server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http));
            connector.setHost(options.host());
            connector.setPort(options.port());
            connector.setIdleTimeout(options.limits().idleTime().toMillis());
            connector.addBean(watch);
            server.addBean(new NetworkConnectionLimit(options.limits().connections(), connector));
            return connector;
        });
    }

    private static QueuedThreadPool threads(ServerLimits limits) {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS_MAX, PLATFORM_THREADS_MIN);
        threads.setName("baltoro-http");
        threads.setDaemon(true);
        VirtualThreadPool requests = new VirtualThreadPool(limits.connections());
        requests.setName("baltoro-request");
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    /// Answers what Jetty refuses before any route sees it.
    private static boolean error(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        ApiError error =
                ApiError.of(
                        status,
                        status < 500 ? ApiError.INVALID_REQUEST : "server_error",
                        "%d %s".formatted(status, HttpStatus.getMessage(status)),
                        status < 500 ? "bad_request" : "internal_error");
        byte[] bytes = error.json().toString().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
        return true;
    }
}
