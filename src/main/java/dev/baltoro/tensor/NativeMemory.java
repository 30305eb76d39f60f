package dev.baltoro.tensor;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Counts of what Baltoro holds in native memory right now.
///
/// A tensor is live from its creation until it, or its scope, is closed. Views share their origin's
/// bytes, which count once until the last of them is closed.
public final class NativeMemory {
    private static final AtomicLong TENSORS = new AtomicLong();
    private static final AtomicLong BYTES = new AtomicLong();

    private static final AtomicLong PEAK = new AtomicLong();

    private NativeMemory() {}

    /// {@return tensors that are open}
    public static long liveTensors() {
        return TENSORS.get();
    }

    /// {@return bytes that open tensors keep alive; memory-mapped and meta tensors count none}
    public static long liveBytes() {
        return BYTES.get();
    }

    /// {@return the most bytes at once since [#restartPeak]}
    public static long peakBytes() {
        return PEAK.get();
    }

    /// Begins to look for the peak anew, from the bytes that are live now.
    public static void restartPeak() {
        PEAK.set(BYTES.get());
    }

    static void opened() {
        TENSORS.incrementAndGet();
    }

    static void closed() {
        TENSORS.decrementAndGet();
    }

    /// The bytes behind one allocation, shared by its views.
    static final class Storage {
        private final long bytes;

        /// Keeps foreign memory reachable for as long as a tensor lies over it.
        @SuppressWarnings("unused")
        private final @Nullable MemorySegment foreign;

        private final AtomicLong handles = new AtomicLong();

        Storage(long bytes, @Nullable MemorySegment foreign) {
            this.bytes = bytes;
            this.foreign = foreign;
        }

        void retain() {
            if (handles.getAndIncrement() == 0) {
                long live = BYTES.addAndGet(bytes);
                if (live > PEAK.get()) {
                    PEAK.accumulateAndGet(live, Math::max);
                }
            }
        }

        boolean isShared() {
            return handles.get() > 1;
        }

        void release() {
            if (handles.decrementAndGet() == 0) {
                BYTES.addAndGet(-bytes);
            }
        }
    }
}
