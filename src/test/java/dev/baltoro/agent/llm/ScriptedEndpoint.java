package dev.baltoro.agent.llm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that gives prepared answers, one after the other: a status and a body, perhaps with a
/// header before it (`429 Retry-After=3 {}`), `hang` before an answer, or `stall` within one.
final class ScriptedEndpoint implements AutoCloseable {
    static final String WHOLE =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"B\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":10,\"total_tokens\":40}}";

    /// Three attempts at whatever may pass, with hardly a pause.
    static final Attempts QUICK = attempts(3, Duration.ofSeconds(20));

    final AtomicInteger asked = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> answers;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;

    ScriptedEndpoint(List<String> answers) throws IOException {
        this.answers = new ConcurrentLinkedQueue<>(answers);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    static Attempts attempts(int count, Duration timeout) {
        return new Attempts(
                Map.of(
                        Trouble.BUSY,
                        count,
                        Trouble.FAULT,
                        count,
                        Trouble.BROKEN,
                        count,
                        Trouble.LATE,
                        count),
                timeout,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofSeconds(60));
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        String answer = answers.remove();
        if (answer.equals("hang")) {
            untilClosing();
            exchange.close();
            return;
        }
        if (answer.equals("stall")) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"choices\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            untilClosing();
            exchange.close();
            return;
        }
        if (answer.equals("drop")) {
            exchange.close();
            return;
        }
        String[] parts = answer.split(" ", 2);
        String rest = parts[1];
        if (rest.matches("(?s)[A-Za-z-]+=.*")) {
            String[] header = rest.substring(0, rest.indexOf(" {")).split("=", 2);
            exchange.getResponseHeaders().add(header[0], header[1]);
            rest = rest.substring(rest.indexOf(" {") + 1);
        }
        byte[] body = rest.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(parts[0]), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void untilClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Endpoint endpoint() {
        return Endpoint.of(
                        URI.create(
                                "http://127.0.0.1:%d/v1/".formatted(server.getAddress().getPort())),
                        "judge",
                        Optional.of("secret"))
                .with(QUICK);
    }

    EndpointLlm llm() {
        return new EndpointLlm(endpoint());
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
