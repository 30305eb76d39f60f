package dev.baltoro.serve.answer;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.text.openai.Fields;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.StringNode;

/// The models that are served, by the names that clients call them. Immutable.
public final class ModelRegistry {
    private final Map<String, ChatEngine> models = new LinkedHashMap<>();
    private final Instant since = InstantSource.system().instant();

    private ModelRegistry(List<ChatEngine> engines) {
        for (ChatEngine engine : engines) {
            if (models.put(engine.modelName(), engine) != null) {
                throw new IllegalArgumentException(
                        "two models are named %s; give each its own name"
                                .formatted(engine.modelName()));
            }
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException("there is no model to serve; give at least one");
        }
    }

    /// {@return these models, which stay the caller's}
    ///
    /// @throws IllegalArgumentException if there is none, or two have one name
    public static ModelRegistry of(ChatEngine... engines) {
        return new ModelRegistry(List.of(engines));
    }

    /// {@return all of them, in the order in which they were given}
    public List<ChatEngine> engines() {
        return List.copyOf(models.values());
    }

    /// {@return since when they are served}
    public Instant since() {
        return since;
    }

    /// {@return the model of a name, if there is one}
    public Optional<ChatEngine> find(String name) {
        return Optional.ofNullable(models.get(name));
    }

    /// {@return the model of a name}
    ///
    /// @throws RequestException with status 404 if there is none
    public ChatEngine require(String name) {
        return find(name)
                .orElseThrow(() ->
                        new RequestException(
                                new ApiError(
                                        404,
                                        ApiError.INVALID_REQUEST,
                                        "The model %s does not exist; use %s"
                                                .formatted(
                                                        Fields.shown(StringNode.valueOf(name)),
                                                        String.join(" or ", models.keySet())),
                                        Optional.of("model"),
                                        Optional.of("model_not_found"),
                                        Optional.empty())));
    }
}
