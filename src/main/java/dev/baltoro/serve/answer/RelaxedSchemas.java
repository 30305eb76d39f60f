package dev.baltoro.serve.answer;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.serve.http.ResponseSink;
import dev.baltoro.text.chat.ChatRequest;
import java.util.List;

/// Tells a client which parts of its schemas an answer need not keep to.
public final class RelaxedSchemas {
    /// The header that names the schemas' keywords.
    private static final String HEADER = "Baltoro-Schema-Relaxed";

    private RelaxedSchemas() {}

    /// Names them in the answer's head, if there are some.
    public static void say(ChatEngine engine, ChatRequest request, ResponseSink sink) {
        List<String> relaxed = engine.relaxed(request);
        if (!relaxed.isEmpty()) {
            sink.setHeader(HEADER, String.join(", ", relaxed));
        }
    }
}
