package dev.baltoro.model.bert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The constants of an ONNX file, by their own names and by those of the nodes that read them: an
/// exporter names the matrices of products after numbers, and the node after the layer.
///
/// Reads what is needed of Protocol Buffers' wire format: numbers of variable length, and fields
/// with a length. Constants of 8 bits are given back as what they stand for, (q − zero) · scale,
/// where their file has a scale and a zero of theirs.
final class OnnxWeights {
    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int NODE_INPUT = 1;
    private static final int NODE_NAME = 3;
    private static final int INITIALIZER = 5;
    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int FLOAT_DATA = 4;
    private static final int INT32_DATA = 5;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;

    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT8 = 3;

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final String QUANTIZED = "_quantized";

    /// A constant.
    ///
    /// @param shape its dimensions
    record Weight(List<Integer> shape, float[] values) {}

    private final Map<String, Weight> constants = new HashMap<>();
    private final Map<String, String> readBy = new HashMap<>();

    private OnnxWeights() {}

    /// {@return the constants of a file's bytes}
    ///
    /// @throws IOException if they are not those of an ONNX file
    static OnnxWeights read(byte[] file) throws IOException {
        OnnxWeights weights = new OnnxWeights();
        try {
            for (Field model : fields(ByteBuffer.wrap(file))) {
                if (model.number == GRAPH) {
                    for (Field graph : fields(model.bytes)) {
                        switch (graph.number) {
                            case NODE -> weights.node(graph.bytes);
                            case INITIALIZER -> weights.constant(graph.bytes);
                            default -> {}
                        }
                    }
                }
            }
        } catch (RuntimeException e) { // lengths beyond the end, and what follows from them
            throw new IOException("it is not an ONNX file: " + e.getMessage(), e);
        }
        if (weights.constants.isEmpty()) {
            throw new IOException("it is not an ONNX file: it has no constants");
        }
        return weights;
    }

    /// {@return a constant}
    ///
    /// @param name its own, or that of the node that reads it
    Optional<Weight> get(String name) {
        Weight own = find(name);
        if (own != null) {
            return Optional.of(own);
        }
        String constant = readBy.get(name);
        return Optional.ofNullable(constant == null ? null : find(constant));
    }

    private @Nullable Weight find(String name) {
        Weight plain = constants.get(name);
        Weight quantized = constants.get(name + QUANTIZED);
        if (plain != null || quantized == null) {
            return plain;
        }
        Weight scale = constants.get(name + "_scale");
        Weight zero = constants.get(name + "_zero_point");
        if (scale == null || zero == null) {
            return null;
        }
        int columns = quantized.shape.getLast();
        int each = scale.values.length; // one for all, or one for each column
        float[] values = new float[quantized.values.length];
        for (int i = 0; i < values.length; i++) {
            int k = each == 1 ? 0 : i % columns;
            values[i] = (quantized.values[i] - zero.values[k]) * scale.values[k];
        }
        return new Weight(quantized.shape, values);
    }

    private void node(ByteBuffer bytes) {
        List<String> inputs = new ArrayList<>();
        String name = "";
        for (Field field : fields(bytes)) {
            switch (field.number) {
                case NODE_INPUT -> inputs.add(field.text());
                case NODE_NAME -> name = field.text();
                default -> {}
            }
        }
        String plain = name.endsWith("_quant") ? name.substring(0, name.length() - 6) : name;
        for (String input : inputs) {
            if (input.startsWith("onnx::")) {
                readBy.putIfAbsent(
                        plain,
                        input.endsWith(QUANTIZED)
                                ? input.substring(0, input.length() - QUANTIZED.length())
                                : input);
            }
        }
    }

    private void constant(ByteBuffer bytes) {
        List<Integer> shape = new ArrayList<>();
        List<Float> listed = new ArrayList<>();
        ByteBuffer raw = ByteBuffer.allocate(0);
        int type = 0;
        String name = "";
        for (Field field : fields(bytes)) {
            switch (field.number) {
                case DIMS -> numbers(field).forEach(n -> shape.add(Math.toIntExact(n)));
                case DATA_TYPE -> type = Math.toIntExact(field.value);
                case FLOAT_DATA -> floats(field, listed);
                case INT32_DATA -> numbers(field).forEach(n -> listed.add((float) (long) n));
                case NAME -> name = field.text();
                case RAW_DATA -> raw = field.bytes.duplicate();
                default -> {}
            }
        }
        float[] values = values(type, raw.order(ByteOrder.LITTLE_ENDIAN), listed);
        if (values.length > 0) {
            constants.put(name, new Weight(shape, values));
        }
    }

    private static float[] values(int type, ByteBuffer raw, List<Float> listed) {
        int width = type == FLOAT ? Float.BYTES : 1;
        if (type != FLOAT && type != INT8 && type != UINT8) {
            return new float[0];
        }
        float[] values = new float[raw.hasRemaining() ? raw.remaining() / width : listed.size()];
        for (int i = 0; i < values.length; i++) {
            if (!raw.hasRemaining()) {
                values[i] = type == INT8 ? (byte) (float) listed.get(i) : listed.get(i);
            } else if (type == FLOAT) {
                values[i] = raw.getFloat(raw.position() + i * width);
            } else {
                byte b = raw.get(raw.position() + i);
                values[i] = type == INT8 ? b : b & 0xFF;
            }
        }
        return values;
    }

    /// A field of a message.
    ///
    /// @param value of a number
    /// @param bytes of one with a length
    private record Field(int number, int kind, long value, ByteBuffer bytes) {
        String text() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
    }

    private static List<Field> fields(ByteBuffer message) {
        ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        ByteBuffer none = ByteBuffer.allocate(0);
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >>> 3);
            int kind = (int) (key & 7);
            switch (kind) {
                case VARINT -> fields.add(new Field(number, kind, varint(in), none));
                case FIXED64 -> fields.add(new Field(number, kind, in.getLong(), none));
                case FIXED32 -> fields.add(new Field(number, kind, in.getInt(), none));
                case BYTES -> {
                    int length = Math.toIntExact(varint(in));
                    fields.add(new Field(number, kind, 0, in.slice(in.position(), length)));
                    in.position(in.position() + length);
                }
                default -> throw new IllegalArgumentException("a field is of kind " + kind);
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has no end");
    }

    private static List<Long> numbers(Field field) {
        if (field.kind != BYTES) {
            return List.of(field.value);
        }
        List<Long> numbers = new ArrayList<>();
        ByteBuffer in = field.bytes.duplicate();
        while (in.hasRemaining()) {
            numbers.add(varint(in));
        }
        return numbers;
    }

    private static void floats(Field field, List<Float> into) {
        if (field.kind != BYTES) {
            into.add(Float.intBitsToFloat((int) field.value));
            return;
        }
        ByteBuffer in = field.bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            into.add(in.getFloat());
        }
    }
}
