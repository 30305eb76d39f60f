package dev.baltoro.tensor.safetensors;

import dev.baltoro.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A file's header, checked against the bytes that follow it.
///
/// Files come from anywhere, so nothing in a header is trusted: every range must lie in the file,
/// ranges must neither overlap nor leave gaps (as the format demands), and each range must have the
/// size that shape and dtype give.
///
/// @param tensors what the file holds, in the order of its bytes
/// @param metadata free-form entries by the file's writer
record Header(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    /// The longest header, in bytes, that is read; the reference implementation has the same limit.
    static final long MAX_BYTES = 100_000_000;

    /// The most dimensions of a tensor; libtorch has the same limit.
    static final int MAX_DIMENSIONS = 64;

    private static final String METADATA = "__metadata__";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// Reads a header.
    ///
    /// @param file what messages call the file
    /// @param json the header's bytes
    /// @param dataBytes the bytes that follow it
    static Header parse(String file, byte[] json, long dataBytes) {
        if (json.length == 0 || json[0] != '{') {
            throw new SafetensorsException(file + " is not a safetensors file: no JSON header");
        }
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException malformed) {
            throw new SafetensorsException(
                    "%s has a malformed header: %s"
                            .formatted(file, oneLine(malformed.getOriginalMessage())),
                    malformed);
        }
        Map<String, String> metadata = new TreeMap<>();
        List<StoredTensor> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            if (property.getKey().equals(METADATA)) {
                property.getValue()
                        .properties()
                        .forEach(word -> metadata.put(word.getKey(), word.getValue().asString()));
            } else {
                tensors.add(tensor(file, property.getKey(), property.getValue()));
            }
        }
        tensors.sort(
                Comparator.comparingLong(StoredTensor::begin).thenComparingLong(StoredTensor::end));
        checkRanges(file, tensors, dataBytes);
        Map<String, StoredTensor> byName = new LinkedHashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
        return new Header(
                Collections.unmodifiableMap(byName), Collections.unmodifiableMap(metadata));
    }

    private static StoredTensor tensor(String file, String name, JsonNode node) {
        DType dtype =
                dtype(node.path("dtype"))
                        .orElseThrow(() ->
                                wrong(
                                        file,
                                        name,
                                        "dtype %s; Baltoro reads %s"
                                                .formatted(
                                                        node.path("dtype"),
                                                        Arrays.toString(DType.values()))));
        List<Long> shape = numbers(file, name, node.path("shape"), "shape");
        List<Long> range = numbers(file, name, node.path("data_offsets"), "data_offsets");
        if (range.size() != 2 || shape.size() > MAX_DIMENSIONS) {
            throw wrong(
                    file,
                    name,
                    "a shape of " + shape.size() + " dimensions and data_offsets " + range);
        }
        long bytes = dtype.bytes();
        try {
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
        } catch (ArithmeticException overflow) {
            throw wrong(file, name, "shape " + shape + ", whose product overflows");
        }
        // Neither end is negative, so the difference cannot overflow.
        if (range.get(1) - range.get(0) != bytes) {
            throw wrong(
                    file,
                    name,
                    "shape %s of %s, which takes %d bytes, and data_offsets %s"
                            .formatted(shape, dtype, bytes, range));
        }
        return new StoredTensor(name, dtype, shape, range.get(0), range.get(1));
    }

    private static void checkRanges(String file, List<StoredTensor> tensors, long dataBytes) {
        long end = 0;
        for (StoredTensor tensor : tensors) {
            if (tensor.begin() != end || tensor.end() > dataBytes) {
                throw wrong(
                        file,
                        tensor.name(),
                        "data_offsets [%d, %d]; the bytes before end at %d, the file's at %d"
                                .formatted(tensor.begin(), tensor.end(), end, dataBytes));
            }
            end = tensor.end();
        }
        if (end != dataBytes) {
            throw new SafetensorsException(
                    "%s has %d bytes of data, but its tensors take %d; it is cut off or damaged"
                            .formatted(file, dataBytes, end));
        }
    }

    private static Optional<DType> dtype(JsonNode node) {
        return Arrays.stream(DType.values())
                .filter(dtype -> node.isString() && dtype.name().equals(node.stringValue()))
                .findFirst();
    }

    private static List<Long> numbers(String file, String name, JsonNode node, String key) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : node) {
            if (!number.isIntegralNumber()
                    || !number.canConvertToLong()
                    || number.longValue() < 0) {
                throw wrong(file, name, key + " with " + oneLine(number.toString()));
            }
            numbers.add(number.longValue());
        }
        if (!node.isArray()) {
            throw wrong(file, name, "no list " + key);
        }
        return numbers;
    }

    private static SafetensorsException wrong(String file, String name, String what) {
        return new SafetensorsException(
                "%s: tensor %s has %s".formatted(file, oneLine(name), what));
    }

    /// Keeps text from the file from filling the screen.
    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 120 ? line : line.substring(0, 120) + "...";
    }
}
