package dev.baltoro.agent.llm;

import java.net.URI;
import java.nio.file.Path;

/// Where a language model is.
public sealed interface LlmPlace {
    /// A model's folder, for the engine in this process.
    record Folder(Path path) implements LlmPlace {}

    /// Behind an OpenAI-compatible endpoint.
    ///
    /// @param base the endpoint's address
    /// @param model what the endpoint calls the model
    record Remote(URI base, String model) implements LlmPlace {}

    /// {@return whether a word begins as an endpoint's address does}
    static boolean isAddress(String word) {
        return word.startsWith("http://") || word.startsWith("https://");
    }

    /// {@return the place that a word names: a folder, or an endpoint's address with the model's
    /// name behind a `#`, such as `http://127.0.0.1:8080/v1#qwen`}
    ///
    /// @throws IllegalArgumentException in a line, if it is an address without a name, or none
    static LlmPlace of(String word) {
        if (!isAddress(word)) {
            return new Folder(Path.of(word));
        }
        int mark = word.indexOf('#');
        if (mark < 0 || mark + 1 == word.length()) {
            throw new IllegalArgumentException(
                    "an endpoint has several models: name one behind a #, such as %s#NAME"
                            .formatted(mark < 0 ? word : word.substring(0, mark)));
        }
        return new Remote(URI.create(word.substring(0, mark)), word.substring(mark + 1));
    }
}
