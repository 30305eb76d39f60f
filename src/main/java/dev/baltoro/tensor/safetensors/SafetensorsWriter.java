package dev.baltoro.tensor.safetensors;

import dev.baltoro.io.Durable;
import dev.baltoro.io.Reason;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a safetensors file. Tensors are streamed, so no second copy of them is made; the file is
/// replaced in one step, so it is either complete or as it was before.
///
/// The metadata has a checksum of each tensor and of the header: see [TensorSums].
///
/// The data begins on a multiple of 64 bytes, a cache line. Tensors follow each other without
/// holes, as the format demands, with the widest dtypes first, so that every element is aligned.
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 64;

    /// The most bytes written in one call.
    private static final long MAX_CHUNK_BYTES = 64L << 20;

    private static final JsonMapper JSON = new JsonMapper();

    private SafetensorsWriter() {}

    /// Writes one file.
    ///
    /// @param path the file; its folder must exist
    /// @param contents the tensors; no two with one name
    /// @param metadata free-form entries; `format` is `pt` unless given, as readers expect
    /// @throws SafetensorsException if it cannot be written, the disk is full, or names repeat
    public static void write(Path path, List<Content> contents, Map<String, String> metadata) {
        checkNames(path, contents);
        List<Content> ordered =
                contents.stream()
                        .sorted(
                                Comparator.comparingInt(
                                        (Content content) -> -content.dtype().bytes()))
                        .toList();
        try {
            Durable.replace(
                    path,
                    channel -> {
                        TensorSums sums = new TensorSums(ordered.size());
                        ByteBuffer header = header(ordered, metadata, sums.digits());
                        Durable.writeFully(channel, header.duplicate());
                        for (Content content : ordered) {
                            sums.add(write(channel, content));
                        }
                        sums.fillIn(header);
                        channel.position(0);
                        Durable.writeFully(channel, header);
                    });
        } catch (IOException failed) {
            throw new SafetensorsException(
                    "cannot write %s: %s".formatted(path, Reason.of(failed)), failed);
        }
    }

    private static ByteBuffer header(
            List<Content> contents, Map<String, String> metadata, String sums) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode words = root.putObject("__metadata__");
        words.put("format", "pt");
        words.put(TensorSums.KEY, sums);
        new TreeMap<>(metadata).forEach(words::put); // one order: equal content, equal bytes
        long begin = 0;
        for (Content content : contents) {
            ObjectNode node = root.putObject(content.name());
            node.put("dtype", content.dtype().name());
            ArrayNode shape = node.putArray("shape");
            for (long size : content.tensor().shape()) {
                shape.add(size);
            }
            long end = begin + content.bytes();
            node.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        byte[] json = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        int padded = Math.ceilDiv(Long.BYTES + json.length, ALIGNMENT) * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(padded - Long.BYTES).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    /// Writes a tensor, and returns the sum of its bytes.
    private static CRC32C write(FileChannel channel, Content content) throws IOException {
        CRC32C sum = new CRC32C();
        if (content.bytes() == 0) {
            return sum;
        }
        try (Scope scope = Scope.open()) {
            Tensor values = content.tensor().to(Device.CPU).to(content.dtype()).contiguous();
            MemorySegment memory = values.memory();
            for (long start = 0; start < memory.byteSize(); start += MAX_CHUNK_BYTES) {
                long length = Math.min(MAX_CHUNK_BYTES, memory.byteSize() - start);
                ByteBuffer chunk = memory.asSlice(start, length).asByteBuffer();
                sum.update(chunk.duplicate());
                Durable.writeFully(channel, chunk);
            }
        }
        return sum;
    }

    private static void checkNames(Path path, List<Content> contents) {
        Set<String> names = new HashSet<>();
        for (Content content : contents) {
            if (!names.add(content.name())) {
                throw new SafetensorsException(
                        "cannot write %s: two tensors are named %s"
                                .formatted(path, content.name()));
            }
        }
    }
}
