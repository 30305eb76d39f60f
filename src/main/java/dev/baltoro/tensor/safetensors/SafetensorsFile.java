package dev.baltoro.tensor.safetensors;

import dev.baltoro.io.Reason;
import dev.baltoro.io.Sums;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One safetensors file, mapped into memory: opening it reads the header only, and a tensor's bytes
/// are read when they are first used.
///
/// There is nothing to close: the garbage collector releases the mapping once neither this object
/// nor a tensor over the mapping is reachable.
public final class SafetensorsFile {
    private static final ValueLayout.OfLong LENGTH =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final String REMEDY = "Copy the file again, or write the model again";

    private final Path path;
    private final Header header;
    private final MemorySegment data;
    private final String headerSum;
    private final Map<String, Integer> places = new HashMap<>(); // in the order of the bytes
    private final Set<String> sound = ConcurrentHashMap.newKeySet();

    private SafetensorsFile(Path path, Header header, MemorySegment data, String headerSum) {
        this.path = path;
        this.header = header;
        this.data = data;
        this.headerSum = headerSum;
        for (String name : header.tensors().keySet()) {
            places.put(name, places.size());
        }
    }

    /// Opens a file and checks its header.
    ///
    /// @throws SafetensorsException if it cannot be read, or its header does not fit its bytes
    public static SafetensorsFile open(Path path) {
        MemorySegment file = map(path);
        if (file.byteSize() < LENGTH.byteSize()) {
            throw new SafetensorsException(
                    "%s is not a safetensors file: it has %d bytes"
                            .formatted(path, file.byteSize()));
        }
        long headerBytes = file.get(LENGTH, 0);
        long rest = file.byteSize() - LENGTH.byteSize();
        if (headerBytes < 0 || headerBytes > Math.min(rest, Header.MAX_BYTES)) {
            throw new SafetensorsException(
                    "%s is not a safetensors file: its header claims %s bytes (the file has %d, the limit is %d)"
                            .formatted(
                                    path,
                                    Long.toUnsignedString(headerBytes),
                                    file.byteSize(),
                                    Header.MAX_BYTES));
        }
        byte[] json = file.asSlice(LENGTH.byteSize(), headerBytes).toArray(ValueLayout.JAVA_BYTE);
        MemorySegment data = file.asSlice(LENGTH.byteSize() + headerBytes);
        Header header = Header.parse(path.toString(), json, data.byteSize());
        String sums = header.metadata().get(TensorSums.KEY);
        if (sums != null && !TensorSums.headerIsSound(json, sums, header.tensors().size())) {
            throw new SafetensorsException(
                    path + " is damaged: its header does not match its checksum. " + REMEDY);
        }
        return new SafetensorsFile(path, header, data, Sums.crc32c(ByteBuffer.wrap(json)));
    }

    /// {@return the header's checksum, by which an index recognises the file that it was written
    /// for}
    String headerSum() {
        return headerSum;
    }

    /// {@return what the file holds by name, in the order of its bytes}
    public Map<String, StoredTensor> tensors() {
        return header.tensors();
    }

    /// {@return free-form entries by the file's writer}
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /// {@return the tensor of that name, over the mapped bytes; it must not be written to}
    ///
    /// A tensor whose bytes do not lie on a multiple of its element's size is copied, because
    /// vector loads need that.
    ///
    /// If the file has checksums, the tensor's is checked the first time, when its bytes are about
    /// to be read anyway.
    ///
    /// @throws SafetensorsException if the file has none of that name, or its bytes are damaged
    public Tensor tensor(String name) {
        StoredTensor stored = stored(name);
        MemorySegment bytes = segment(stored);
        check(name, bytes);
        if (stored.bytes() == 0 || bytes.address() % stored.dtype().bytes() != 0) {
            return aligned(bytes, stored);
        }
        return Tensor.over(bytes, stored.dtype(), stored.sizes());
    }

    /// Releases the memory that a tensor's mapped bytes take up since they were read. If they are
    /// used again, they are read from the file again.
    ///
    /// @throws SafetensorsException if the file has none of that name
    public void unload(String name) {
        segment(stored(name)).unload();
    }

    private void check(String name, MemorySegment bytes) {
        String sums = header.metadata().get(TensorSums.KEY);
        if (sums == null || sound.contains(name)) {
            return;
        }
        if (!TensorSums.isSound(bytes, sums, Objects.requireNonNull(places.get(name)))) {
            throw new SafetensorsException(
                    "%s is damaged: tensor %s does not match its checksum. %s"
                            .formatted(path, name, REMEDY));
        }
        sound.add(name);
    }

    private StoredTensor stored(String name) {
        @Nullable StoredTensor stored = header.tensors().get(name);
        if (stored == null) {
            throw new SafetensorsException("%s has no tensor %s".formatted(path, name));
        }
        return stored;
    }

    private MemorySegment segment(StoredTensor stored) {
        return data.asSlice(stored.begin(), stored.bytes());
    }

    private static Tensor aligned(MemorySegment bytes, StoredTensor stored) {
        return Scope.tidy(() -> {
            Tensor copy = Tensor.zeros(stored.dtype(), Device.CPU, stored.sizes());
            if (stored.bytes() > 0) {
                copy.memory().copyFrom(bytes);
            }
            return copy;
        });
    }

    private static MemorySegment map(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            // Unmapped by the collector: a tensor may outlive every reference to this file.
            return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        } catch (IOException unreadable) {
            throw new SafetensorsException(
                    "cannot read %s: %s".formatted(path, Reason.of(unreadable)), unreadable);
        }
    }
}
