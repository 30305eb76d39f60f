package dev.baltoro.serve;

import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.HttpExchange;
import dev.baltoro.serve.http.ResourceFile;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What operators ask: whether it is well, what it has done, what it can be asked.
final class StatusRoutes implements RouteModule {
    private static final String OPENAPI = "openapi.json";

    private final ModelRegistry models;
    private final BooleanSupplier draining;
    private final ServerMetrics metrics;

    /// @param draining whether the server closes
    StatusRoutes(ModelRegistry models, BooleanSupplier draining, ServerMetrics metrics) {
        this.models = models;
        this.draining = draining;
        this.metrics = metrics;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health", this::health).open(),
                Route.get("/metrics", this::metrics),
                Route.get("/openapi.json", StatusRoutes::openApi).open());
    }

    private void health(HttpExchange exchange) throws IOException {
        String status = draining.getAsBoolean() ? "draining" : alive() ? "ok" : "engine stopped";
        ObjectNode answer = JsonMapper.shared().createObjectNode().put("status", status);
        exchange.bytes(
                status.equals("ok") ? 200 : 503,
                "application/json",
                answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private boolean alive() {
        return models.engines().stream().allMatch(chat -> chat.engine().isAlive());
    }

    private void metrics(HttpExchange exchange) throws IOException {
        exchange.bytes(
                200, ServerMetrics.CONTENT_TYPE, metrics.text().getBytes(StandardCharsets.UTF_8));
    }

    private static void openApi(HttpExchange exchange) throws IOException {
        exchange.bytes(200, "application/json", ResourceFile.read(StatusRoutes.class, OPENAPI));
    }
}
