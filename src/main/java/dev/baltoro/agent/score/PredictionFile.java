package dev.baltoro.agent.score;

import dev.baltoro.io.Durable;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.Fields;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A file of predictions: one JSON object a line, with `id`, `calls` and `text`.
///
/// A call has a `name` and `arguments`, or both within `function`. Arguments are an object or a
/// text of one; a text that is none stays a text, which no wanted call equals.
public final class PredictionFile {
    /// Calls of one prediction.
    public static final int CALLS_MAX = 1000;

    private static final String ARGUMENTS = "arguments";

    private static final ObjectReader JSON =
            JsonMapper.shared().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PredictionFile() {}

    /// {@return the predictions of a file by their requests' ids; the last of an id counts}
    ///
    /// @throws IOException if it cannot be read, or a line is no prediction
    public static Map<String, Prediction> read(Path file) throws IOException {
        Map<String, Prediction> predictions = new LinkedHashMap<>();
        long number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    Prediction prediction = parse(line);
                    predictions.put(prediction.id(), prediction);
                }
            }
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: line %d: %s".formatted(file, number, e.getMessage()), e);
        }
        return predictions;
    }

    /// {@return the prediction of a line}
    ///
    /// @throws IllegalArgumentException with one line that says what is wrong
    public static Prediction parse(String line) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
        if (!json.isObject()) {
            throw new IllegalArgumentException("it is not a JSON object");
        }
        Fields fields = Fields.body(json);
        try {
            List<MadeCall> calls = new ArrayList<>();
            fields.elements("calls", CALLS_MAX).forEach(call -> calls.add(call(call)));
            return new Prediction(
                    fields.requiredString("id"), calls, fields.string("text").orElse(""));
        } catch (FieldException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private static MadeCall call(JsonNode given) {
        JsonNode call = given.path("function").isObject() ? given.path("function") : given;
        return new MadeCall(
                call.isObject() ? call.path("name").asString("") : call.asString(""),
                arguments(call.path(ARGUMENTS)));
    }

    private static JsonNode arguments(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return JsonMapper.shared().createObjectNode();
        }
        return given.isString() ? arguments(given.stringValue()) : given;
    }

    /// {@return the arguments in a text; the text itself if it is no JSON, and no arguments if it
    /// is blank}
    public static JsonNode arguments(String text) {
        if (text.isBlank()) {
            return JsonMapper.shared().createObjectNode();
        }
        try {
            JsonNode value = JSON.readTree(text);
            return value.isNull() ? JsonMapper.shared().createObjectNode() : value;
        } catch (JacksonException e) {
            return JsonMapper.shared().getNodeFactory().stringNode(text);
        }
    }

    /// {@return a prediction as a line, without the line's end}
    public static String line(Prediction prediction) {
        ObjectNode line = JsonMapper.shared().createObjectNode().put("id", prediction.id());
        ArrayNode calls = line.putArray("calls");
        for (MadeCall call : prediction.calls()) {
            calls.addObject().put("name", call.name()).set(ARGUMENTS, call.arguments());
        }
        return line.put("text", prediction.text()).toString();
    }

    /// Replaces a file by one of these predictions.
    public static void write(Path file, Collection<Prediction> predictions) throws IOException {
        StringBuilder all = new StringBuilder();
        predictions.forEach(prediction -> all.append(line(prediction)).append('\n'));
        Durable.replace(file, all.toString().getBytes(StandardCharsets.UTF_8));
    }
}
