package dev.baltoro.text.template;

import dev.baltoro.io.Durable;
import dev.baltoro.text.chat.ChatTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The template that a model's folder brings along.
///
/// @param name the file that has it
/// @param text Jinja
public record TemplateFile(String name, String text) {
    private static final String ALONE = "chat_template.jinja";
    private static final String IN_JSON = "chat_template.json";
    private static final String TOKENIZER = "tokenizer_config.json";
    private static final String KEY = "chat_template";
    private static final long BYTES_MAX = 16L << 20;

    /// {@return the folder's template, if it has one: a file of its own before a key of the
    /// tokenizer's configuration, as transformers has it}
    ///
    /// @throws IOException if a file cannot be read or is malformed; the message names it
    public static Optional<TemplateFile> in(Path folder) throws IOException {
        Path alone = folder.resolve(ALONE);
        if (Files.isRegularFile(alone)) {
            return Optional.of(new TemplateFile(ALONE, text(alone)));
        }
        for (String name : List.of(IN_JSON, TOKENIZER)) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                Optional<String> found = text(json(file).path(KEY));
                if (found.isPresent()) {
                    return Optional.of(new TemplateFile(name, found.get()));
                }
            }
        }
        return Optional.empty();
    }

    /// One text, or a list of named ones, of which the one for tools knows most.
    private static Optional<String> text(JsonNode value) {
        if (value.isString()) {
            return Optional.of(value.stringValue());
        }
        for (String wanted : List.of("tool_use", "default")) {
            for (JsonNode named : value) {
                if (named.path("name").asString("").equals(wanted)) {
                    return named.path("template").stringValueOpt();
                }
            }
        }
        return Optional.empty();
    }

    /// Writes a template that renders as `template` does, as a file and into the tokenizer's
    /// configuration, where that lies in the folder already; and beside it the tools that its model
    /// knows.
    ///
    /// @throws IOException if a file cannot be read or written
    public static void write(Path folder, ChatTemplate template) throws IOException {
        String text = JinjaText.of(template);
        Durable.replace(folder.resolve(ALONE), text);
        KnownToolsFile.write(folder, template.known());
        Path tokenizer = folder.resolve(TOKENIZER);
        if (Files.isRegularFile(tokenizer) && json(tokenizer) instanceof ObjectNode config) {
            config.put(KEY, text);
            Durable.replace(
                    tokenizer,
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(config)
                            + "\n");
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(
                    "%s has more than %,d bytes; a template is shorter".formatted(file, BYTES_MAX));
        }
        return Files.readString(file);
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return JsonMapper.shared().readTree(text(file));
        } catch (JacksonException malformed) {
            throw new IOException(
                    file + ": not JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }
}
