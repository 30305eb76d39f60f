package dev.baltoro.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// A filter over JSON lines: each line that is not blank is read as a record and answered by one.
public final class JsonLines {
    /// Longest string of a line in chars: whatever an array holds.
    private static final int STRING_CHARS_MAX = Integer.MAX_VALUE;

    /// What some systems put before text; no part of it.
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(STRING_CHARS_MAX)
                                                    .build())
                                    .build())
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS) // "7" is no id, 5 no text
                    .withCoercionConfig(
                            LogicalType.Textual,
                            text ->
                                    text.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private JsonLines() {}

    /// Answers every line of `in` on `out`, and lets an answer go out before it waits for more
    /// input.
    ///
    /// @param shape the form of a line, for the error
    /// @throws Failure if a line is not of that form or `answer` rejects it with an
    ///   `IllegalArgumentException`; names the line
    public static <I, O> void answer(
            InputStream in, OutputStream out, Class<I> type, String shape, Function<I, O> answer)
            throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        try (OutputStream target = new BufferedOutputStream(out, 1 << 16)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
                    line = line.substring(BYTE_ORDER_MARK.length());
                }
                if (line.isBlank()) {
                    continue;
                }
                JSON.writeValue(target, answer(line, number, type, shape, answer));
                target.write('\n');
                if (!lines.ready()) {
                    target.flush();
                }
            }
        }
    }

    private static <I, O> O answer(
            String line, long number, Class<I> type, String shape, Function<I, O> answer) {
        try {
            return answer.apply(JSON.readValue(line, type));
        } catch (InputCoercionException e) { // JSON, but a number past the largest id
            throw new Failure("line %d is not of the form %s".formatted(number, shape), e);
        } catch (StreamReadException e) {
            throw new Failure("line %d is not JSON; write %s".formatted(number, shape), e);
        } catch (JacksonException e) {
            throw new Failure("line %d is not of the form %s".formatted(number, shape), e);
        } catch (IllegalArgumentException e) {
            throw new Failure("line %d: %s".formatted(number, e.getMessage()), e);
        }
    }
}
