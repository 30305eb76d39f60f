package dev.baltoro.engine.grammar;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The grammars that were asked for last, as many as fit into some bytes. Safe for threads.
///
/// A grammar grows while answers are written, so all are counted anew at each request.
final class KeptGrammars {
    /// Grammars that are kept, however small.
    static final int COUNT_MAX = 1_024;

    /// The share of the heap that they may take by default.
    private static final int HEAP_SHARE = 16;

    private final long bytesMax;
    private final Map<Object, Grammar> kept = new LinkedHashMap<>(16, 0.75f, true);

    KeptGrammars(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// {@return the bytes that all may take together by default}
    static long bytesByDefault() {
        return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    }

    synchronized @Nullable Grammar find(Object key) {
        shrink();
        return kept.get(key);
    }

    synchronized void put(Object key, Grammar grammar) {
        kept.put(key, grammar);
        shrink();
    }

    /// {@return bytes of all that are kept}
    synchronized long bytes() {
        return kept.values().stream().mapToLong(Grammar::bytes).sum();
    }

    synchronized int count() {
        return kept.size();
    }

    /// Forgets those that were not asked for the longest; the one asked for last stays.
    private void shrink() {
        long bytes = bytes();
        Iterator<Grammar> eldest = kept.values().iterator();
        while (kept.size() > 1 && (bytes > bytesMax || kept.size() > COUNT_MAX)) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }
}
