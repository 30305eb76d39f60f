package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.answer.ModelRegistry;
import dev.baltoro.serve.http.HttpExchange;
import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/models`: the models that are served.
public final class ModelRoutes implements RouteModule {
    private final ModelRegistry models;

    public ModelRoutes(ModelRegistry models) {
        this.models = models;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/models", this::list), Route.get("/v1/models/<model>", this::one));
    }

    private void list(HttpExchange exchange) throws IOException {
        ObjectNode list = JsonMapper.shared().createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        models.engines().forEach(engine -> data.add(model(engine)));
        exchange.json(list);
    }

    private void one(HttpExchange exchange) throws IOException {
        exchange.json(model(models.require(exchange.pathVariable("model"))));
    }

    private ObjectNode model(ChatEngine engine) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", engine.modelName())
                .put("object", "model")
                .put("created", models.since().getEpochSecond())
                .put("owned_by", "baltoro");
    }
}
