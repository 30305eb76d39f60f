package dev.baltoro.serve.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a request's body, with limits on what a hostile one can cost.
public final class JsonBody {
    /// Deepest nesting of objects and arrays: schemas are the deepest things that requests hold.
    public static final int NESTING_MAX = 100;

    /// Longest string, in characters.
    public static final int STRING_MAX = 16 << 20;

    /// Longest number, in digits.
    public static final int NUMBER_MAX = 400;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(NESTING_MAX)
                                                    .maxStringLength(STRING_MAX)
                                                    .maxNumberLength(NUMBER_MAX)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private JsonBody() {}

    /// {@return the JSON object in a body}
    ///
    /// @throws RequestException if it is not one, or past a limit
    public static JsonNode read(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (StreamConstraintsException e) {
            throw refused("the body is past a limit: " + firstLine(e));
        } catch (JacksonException e) {
            throw refused("the body is not JSON: " + firstLine(e));
        }
        if (!root.isObject()) {
            throw refused("the body is not a JSON object");
        }
        return root;
    }

    private static String firstLine(JacksonException e) {
        String line =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("malformed");
        @Nullable TokenStreamLocation place = e.getLocation(); // a limit may have none
        return place == null
                ? line
                : line + " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
    }

    private static RequestException refused(String message) {
        return new RequestException(
                new ApiError(
                        400,
                        ApiError.INVALID_REQUEST,
                        message,
                        Optional.empty(),
                        Optional.of("invalid_json"),
                        Optional.empty()));
    }
}
