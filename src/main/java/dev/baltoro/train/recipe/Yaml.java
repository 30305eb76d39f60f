package dev.baltoro.train.recipe;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// YAML text to trees and back.
final class Yaml {
    /// A recipe is written by hand; anything longer is the wrong file.
    private static final long FILE_BYTES_MAX = 1 << 20;

    private static final YAMLMapper MAPPER =
            YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                    .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .build();

    private Yaml() {}

    static String fileText(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new RecipeException(
                        "a recipe is at most "
                                + FILE_BYTES_MAX
                                + " bytes; is this the right file?");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new RecipeException("no such file", e);
        } catch (CharacterCodingException e) {
            throw new RecipeException("is not UTF-8 text; is this the right file?", e);
        } catch (IOException e) {
            throw new RecipeException("cannot be read: " + e.getMessage(), e);
        }
    }

    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            // The parser quotes the place on indented lines between what it did and what it met.
            String problem =
                    e.getOriginalMessage()
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith(" "))
                            .collect(Collectors.joining(", "));
            @Nullable TokenStreamLocation place = e.getLocation(); // a limit may have none
            String line = place == null ? "" : "line " + Math.max(1, place.getLineNr()) + ": ";
            throw new RecipeException(line + problem, e);
        }
    }

    static ObjectNode object(String text) {
        JsonNode tree = tree(text);
        if (tree.isMissingNode() || tree.isNull()) {
            return MAPPER.createObjectNode();
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new RecipeException("must be `key: value` lines");
    }

    static ObjectNode emptyObject() {
        return MAPPER.createObjectNode();
    }

    static JsonNode node(Object value) {
        return MAPPER.valueToTree(value);
    }

    static String text(JsonNode tree) {
        return MAPPER.writeValueAsString(tree);
    }
}
