package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.text.openai.ResponseHead;
import java.time.Instant;
import java.util.UUID;

/// What responses say of the model that made them.
final class ServedModel {
    private ServedModel() {}

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
