package dev.baltoro.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.EngineStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sixty-four clients at once, some of which leave and some of which dawdle.
class ManyClientsTest {
    private static final long SEED = 41;
    private static final int CLIENTS = 64;
    private static final int KINDS = 12;
    private static final String PATH = "/v1/completions";

    private static String request(int kind) {
        return """
        {"model":"tiny","prompt":"%s number %d","stream":true,"temperature":0.8,"seed":%d,
         "max_tokens":%d,"top_p":0.95}\
        """
                .formatted("the glacier ".repeat(kind % 5), kind, kind, 20 + 7 * kind);
    }

    @Test
    void whoeverStaysGetsWhatALoneClientGets() throws Exception {
        Random random = new Random(SEED);
        try (Served served = Served.open();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> alone = new ArrayList<>();
            for (int kind = 0; kind < KINDS; kind++) {
                alone.add(read(served, kind, Integer.MAX_VALUE, 0).orElseThrow());
            }
            List<Future<Optional<String>>> answers = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int kind = client % KINDS;
                int leaves = random.nextInt(3) == 0 ? random.nextInt(15) : Integer.MAX_VALUE;
                int dawdles = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
                answers.add(clients.submit(() -> read(served, kind, leaves, dawdles)));
            }
            int stayed = 0;
            for (int client = 0; client < CLIENTS; client++) {
                Optional<String> answer = answers.get(client).get();
                if (answer.isPresent()) {
                    stayed++;
                    assertThat(answer.get())
                            .as("client %d, seed %d", client, SEED)
                            .isEqualTo(alone.get(client % KINDS));
                }
            }
            assertThat(stayed).isBetween(CLIENTS / 3, CLIENTS - 1);
            requireIdle(served);
        }
    }

    /// {@return what a client reads, none if it leaves after `leaves` events}
    private static Optional<String> read(Served served, int kind, int leaves, int dawdles)
            throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        try (EventReader reader =
                new EventReader(
                        served.server.port(), PATH, request(kind), dawdles > 0 ? 1024 : 1 << 16)) {
            for (int events = 0; events < leaves; events++) {
                String data = reader.next().orElseThrow();
                if (data.equals("[DONE]")) {
                    return Optional.of(text.toString());
                }
                JsonNode choice = JsonMapper.shared().readTree(data).at("/choices/0");
                text.append(choice.path("text").stringValue());
                if (choice.path("finish_reason").isString()) {
                    text.append(" / ").append(choice.path("finish_reason").stringValue());
                }
                Thread.sleep(dawdles);
            }
        }
        return Optional.empty();
    }

    private static void requireIdle(Served served) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        EngineStatistics now = served.engine.statistics();
        while (served.server.running() > 0
                || now.running() > 0
                || now.waiting() > 0
                || now.usedPages() > now.prefixPages()) {
            assertThat(System.nanoTime()).as(now.toString()).isLessThan(end);
            Thread.sleep(5);
            now = served.engine.statistics();
        }
    }
}
