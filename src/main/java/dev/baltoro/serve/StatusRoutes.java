package dev.baltoro.serve;

import dev.baltoro.engine.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What operators ask: whether it is well, what it has done, what it can be asked.
final class StatusRoutes {
    private static final String OPENAPI = "openapi.json";

    private final Engine engine;
    private final Dispatch dispatch;
    private final ServerMetrics metrics;

    StatusRoutes(Engine engine, Dispatch dispatch, ServerMetrics metrics) {
        this.engine = engine;
        this.dispatch = dispatch;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health", this::health).open(),
                Route.get("/metrics", this::metrics),
                Route.get("/openapi.json", StatusRoutes::openApi).open());
    }

    private void health(Exchange exchange) throws IOException {
        String status =
                dispatch.isDraining() ? "draining" : engine.isAlive() ? "ok" : "engine stopped";
        ObjectNode answer = JsonMapper.shared().createObjectNode().put("status", status);
        exchange.bytes(
                status.equals("ok") ? 200 : 503,
                "application/json",
                answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void metrics(Exchange exchange) throws IOException {
        exchange.bytes(
                200, ServerMetrics.CONTENT_TYPE, metrics.text().getBytes(StandardCharsets.UTF_8));
    }

    private static void openApi(Exchange exchange) throws IOException {
        exchange.bytes(200, "application/json", ResourceFile.read(OPENAPI));
    }
}
