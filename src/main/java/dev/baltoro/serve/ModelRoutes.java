package dev.baltoro.serve;

import dev.baltoro.serve.openai.ApiError;
import dev.baltoro.serve.openai.RequestException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/models`: the one model that is served.
final class ModelRoutes {
    private final String name;
    private final Instant since;

    /// @param since when it was loaded
    ModelRoutes(String name, Instant since) {
        this.name = name;
        this.since = since;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/models", this::list), Route.get("/v1/models/<model>", this::one));
    }

    private void list(Exchange exchange) throws IOException {
        ObjectNode list = JsonMapper.shared().createObjectNode().put("object", "list");
        list.putArray("data").add(model());
        exchange.json(list);
    }

    private void one(Exchange exchange) throws IOException {
        String asked = exchange.context().pathParam("model");
        if (!asked.equals(name)) {
            throw new RequestException(
                    new ApiError(
                            404,
                            ApiError.INVALID_REQUEST,
                            "there is no model %s; use %s".formatted(asked, name),
                            Optional.of("model"),
                            Optional.of("model_not_found"),
                            Optional.empty()));
        }
        exchange.json(model());
    }

    private ObjectNode model() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", since.getEpochSecond())
                .put("owned_by", "baltoro");
    }
}
