package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.ResponseHead;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.StringNode;

/// The one model that is served.
final class ServedModel {
    private ServedModel() {}

    /// Refuses a request for another model.
    static void require(String asked, ChatEngine engine) {
        if (!asked.equals(engine.modelName())) {
            throw new RequestException(
                    new ApiError(
                            404,
                            ApiError.INVALID_REQUEST,
                            "The model %s does not exist; use %s"
                                    .formatted(
                                            Fields.shown(StringNode.valueOf(asked)),
                                            engine.modelName()),
                            Optional.of("model"),
                            Optional.of("model_not_found"),
                            Optional.empty()));
        }
    }

    /// {@return what changes whenever the same request might be answered otherwise: the tokenizer
    /// and the version of the weights}
    private static String fingerprint(ChatEngine engine) {
        return "fp_%s_%d"
                .formatted(
                        engine.tokenizer().id().substring(0, 10),
                        engine.engine().statistics().weightVersion());
    }

    /// {@return the head of a new response}
    ///
    /// @param prefix what kind of response the id belongs to
    static ResponseHead head(String prefix, ChatEngine engine) {
        return new ResponseHead(
                prefix + UUID.randomUUID().toString().replace("-", ""),
                Instant.now().getEpochSecond(),
                engine.modelName(),
                fingerprint(engine));
    }
}
