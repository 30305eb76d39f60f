package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.ChatEngine;
import java.util.Optional;

/// The one model that is served.
final class ServedModel {
    private ServedModel() {}

    /// Refuses a request for another model.
    static void require(Fields body, ChatEngine engine) {
        String asked = body.requiredString("model");
        if (!asked.equals(engine.modelName())) {
            throw new RequestException(
                    new ApiError(
                            404,
                            ApiError.INVALID_REQUEST,
                            "The model %s does not exist; use %s"
                                    .formatted(Fields.shown(body.get("model")), engine.modelName()),
                            Optional.of("model"),
                            Optional.of("model_not_found"),
                            Optional.empty()));
        }
    }

    /// {@return what changes whenever the same request might be answered otherwise: the tokenizer
    /// and the version of the weights}
    static String fingerprint(ChatEngine engine) {
        return "fp_%s_%d"
                .formatted(
                        engine.tokenizer().id().substring(0, 10),
                        engine.engine().statistics().weightVersion());
    }
}
