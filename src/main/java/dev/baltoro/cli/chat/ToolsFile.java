package dev.baltoro.cli.chat;

import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Fields;
import dev.baltoro.text.openai.ToolReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tools declared in a file.
final class ToolsFile {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// A declaration is a page at most, and OpenAI takes 128 of them.
    private static final long BYTES_MAX = 1_000_000;

    private ToolsFile() {}

    /// {@return the tools in a file with a JSON list as in a request's `tools`}
    ///
    /// @throws IOException if the file cannot be read
    /// @throws IllegalArgumentException with one line if it is something else
    static List<ToolDeclaration> read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "%s is larger than %,d bytes; declare fewer tools".formatted(file, BYTES_MAX));
        }
        JsonNode list;
        try {
            list = JSON.readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "%s is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
        }
        if (!list.isArray()) {
            throw new IllegalArgumentException(
                    "%s is not a list of tools; write [{\"type\":\"function\",\"function\":{\"name\":...}}]"
                            .formatted(file));
        }
        ObjectNode body = JSON.createObjectNode();
        body.set("tools", list);
        try {
            return ToolReader.tools(Fields.body(body), CodecLimits.OPENAI);
        } catch (FieldException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
