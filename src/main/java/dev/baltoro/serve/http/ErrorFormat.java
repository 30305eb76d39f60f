package dev.baltoro.serve.http;

import dev.baltoro.text.chat.StreamEvent;
import tools.jackson.databind.JsonNode;

/// How a dialect words an error.
public interface ErrorFormat {
    /// OpenAI's `{"error":{…}}`, in a stream as an event without a name.
    ErrorFormat OPENAI =
            new ErrorFormat() {
                @Override
                public JsonNode document(ApiError error) {
                    return error.json();
                }

                @Override
                public StreamEvent event(ApiError error) {
                    return StreamEvent.of(error.json());
                }
            };

    /// {@return the document of an answer that is an error}
    JsonNode document(ApiError error);

    /// {@return the event that ends a stream with an error}
    StreamEvent event(ApiError error);
}
