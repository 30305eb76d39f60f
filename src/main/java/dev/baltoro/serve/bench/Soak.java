package dev.baltoro.serve.bench;

import dev.baltoro.engine.EngineStatistics;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.Server;
import dev.baltoro.serve.http.ServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// Many clients for a long time: two in three stay and must get what a lone client got, the others
/// leave, dawdle, or send nonsense.
public final class Soak {
    private static final int KINDS = 16;
    private static final List<String> NONSENSE =
            List.of("", "{", "[1]", "{\"a\":".repeat(2000), "{\"model\":7}", "\"\\ud83d\"");
    private static final Duration SETTLE_MAX = Duration.ofSeconds(30);

    private final ChatEngine engine;
    private final int clients;
    private final AtomicLong complete = new AtomicLong();
    private final AtomicLong left = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    /// @param clients how many ask at once
    public Soak(ChatEngine engine, int clients) {
        this.engine = engine;
        this.clients = clients;
    }

    /// What has happened so far.
    ///
    /// @param seconds since the start
    /// @param complete answers read to the end, equal to a lone client's
    /// @param left clients that left
    /// @param refused nonsense that got a 4xx
    /// @param wrong everything that should not be
    /// @param strayPages cache pages that neither the prefix tree nor a running sequence should
    ///   hold; meaningful at the end, when nothing runs
    public record Row(
            long seconds,
            long complete,
            long left,
            long refused,
            long wrong,
            int strayPages,
            EngineStatistics engine) {}

    /// Asks for `time`, and tells every `every`; the last row comes when nothing runs any more.
    ///
    /// @throws IOException if not even a lone client is answered
    public Row run(Duration time, Duration every, Consumer<Row> progress)
            throws IOException, InterruptedException {
        try (Server server = Server.open(ServerOptions.local(), engine)) {
            SoakClient client = new SoakClient(server.port());
            List<String> alone = new ArrayList<>();
            for (int kind = 0; kind < KINDS; kind++) {
                alone.add(client.stream(request(kind), SoakClient.Manners.GOOD).orElseThrow());
            }
            long start = System.nanoTime();
            long end = start + time.toNanos();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < clients; i++) {
                    Random random = new Random(i);
                    threads.execute(() -> {
                        while (System.nanoTime() < end) {
                            ask(client, alone, random);
                        }
                    });
                }
                while (System.nanoTime() + every.toNanos() < end) {
                    Thread.sleep(every);
                    progress.accept(row(start));
                }
            }
            long settled = System.nanoTime() + SETTLE_MAX.toNanos();
            while (engine.engine().statistics().running() > 0 && System.nanoTime() < settled) {
                Thread.sleep(10);
            }
            return row(start);
        }
    }

    private void ask(SoakClient client, List<String> alone, Random random) {
        int kind = random.nextInt(KINDS);
        try {
            switch (random.nextInt(6)) {
                case 0 -> {
                    String status = client.status(NONSENSE.get(random.nextInt(NONSENSE.size())));
                    count(status.startsWith("HTTP/1.1 4"), refused);
                }
                case 1 ->
                        count(
                                alone.get(kind),
                                client.stream(
                                        request(kind),
                                        new SoakClient.Manners(random.nextInt(20), 0)));
                case 2 ->
                        count(
                                alone.get(kind),
                                client.stream(
                                        request(kind),
                                        new SoakClient.Manners(
                                                Integer.MAX_VALUE, random.nextInt(30))));
                default ->
                        count(
                                alone.get(kind),
                                client.stream(request(kind), SoakClient.Manners.GOOD));
            }
        } catch (IOException e) {
            wrong.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(String expected, Optional<String> answer) {
        if (answer.isEmpty()) {
            left.incrementAndGet();
        } else {
            count(answer.get().equals(expected), complete);
        }
    }

    private void count(boolean right, AtomicLong counter) {
        (right ? counter : wrong).incrementAndGet();
    }

    private String request(int kind) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("model", engine.modelName())
                .put("prompt", "the glacier ".repeat(1 + kind * 3) + kind)
                .put("max_tokens", 16 + 8 * kind)
                .put("temperature", 0.8)
                .put("seed", kind)
                .put("stream", true)
                .toString();
    }

    private Row row(long start) {
        EngineStatistics now = engine.engine().statistics();
        return new Row(
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                complete.get(),
                left.get(),
                refused.get(),
                wrong.get(),
                now.usedPages() - now.prefixPages(),
                now);
    }
}
