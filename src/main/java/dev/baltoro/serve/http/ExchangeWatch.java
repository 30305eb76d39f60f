package dev.baltoro.serve.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that looks at all exchanges and connections every few milliseconds and ends what has
/// gone on for too long.
final class ExchangeWatch implements Connection.Listener, AutoCloseable {
    /// Shorter than a decode step of most models, so that one that nobody reads is the last.
    private static final Duration EVERY = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeWatch.class);

    private final ServerLimits limits;
    private final Set<HttpExchange> exchanges = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<Connection, Headers> connections = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    ExchangeWatch(ServerLimits limits) {
        this.limits = limits;
        this.thread = Thread.ofPlatform().daemon().name("baltoro-exchanges").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// {@return exchanges that run}
    int running() {
        return exchanges.size();
    }

    /// {@return clients that wait for an answer}
    int clients() {
        return (int) exchanges.stream().filter(HttpExchange::isOpen).count();
    }

    void begin(HttpExchange exchange) {
        Headers headers = connections.get(exchange.socket().connection());
        if (headers != null) {
            headers.complete();
        }
        exchanges.add(exchange);
    }

    /// Ends an exchange. It counts as running until it is told of: who waits for that finds it in
    /// the metrics.
    void end(HttpExchange exchange, Runnable told) {
        exchange.end();
        try {
            told.run();
        } finally {
            exchanges.remove(exchange);
        }
        Headers headers = connections.get(exchange.socket().connection());
        if (headers != null) {
            headers.expect();
        }
    }

    /// Ends all that run.
    void cancelAll() {
        exchanges.forEach(exchange -> exchange.cancel(HttpExchange.Fate.CLOSING));
    }

    private void run() {
        while (!closed) {
            long now = System.nanoTime();
            for (HttpExchange exchange : exchanges) {
                try {
                    exchange.look(now);
                } catch (RuntimeException e) { // one exchange must not stop the watch over others
                    LOG.error("a request could not be watched", e);
                }
            }
            for (Headers headers : connections.values()) {
                try {
                    headers.look(now, limits.headerTime());
                } catch (RuntimeException e) { // nor one connection, which is said once
                    LOG.error("a connection could not be watched", e);
                    connections.values().remove(headers);
                }
            }
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void onOpened(Connection connection) {
        connections.put(connection, new Headers(connection));
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /// A connection's next request, as far as its headers have come.
    ///
    /// Jetty has a limit for silence only, which a client that sends a byte now and then never
    /// reaches.
    private static final class Headers {
        private final Connection connection;
        private boolean expected = true;
        private boolean begun;
        private long bytesBefore;
        private long beganAt;

        Headers(Connection connection) {
            this.connection = connection;
        }

        synchronized void complete() {
            expected = false;
        }

        synchronized void expect() {
            expected = true;
            begun = false;
            bytesBefore = connection.getBytesIn();
        }

        synchronized void look(long now, Duration timeMax) {
            if (!expected || connection.getBytesIn() == bytesBefore) {
                return;
            }
            if (!begun) {
                begun = true;
                beganAt = now;
            } else if (now - beganAt > timeMax.toNanos()) {
                connection.getEndPoint().close();
            }
        }
    }
}
