package dev.baltoro.engine.grammar;

import dev.baltoro.engine.TokenMask;
import dev.baltoro.engine.grammar.automaton.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The masks of one grammar's rules that were asked for last. Safe for threads.
final class MaskCache {
    /// Bytes that the masks of one grammar may take together.
    static final long BYTES_MAX = 32L << 20;

    /// Bytes of an entry beside the mask's bits.
    private static final int ENTRY_BYTES = 120;

    /// A rule's mask.
    ///
    /// @param farthest how far the end is after any of its tokens, at most
    record Masked(TokenMask mask, int farthest) {}

    private final int maskBytes;
    private final Map<Rule, Masked> masks;

    MaskCache(int vocabSize) {
        maskBytes = ENTRY_BYTES + vocabSize / Byte.SIZE;
        long most = Math.max(1, BYTES_MAX / maskBytes);
        masks =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Rule, Masked> eldest) {
                        return size() > most;
                    }
                };
    }

    synchronized @Nullable Masked find(Rule rule) {
        return masks.get(rule);
    }

    synchronized void put(Rule rule, Masked mask) {
        masks.put(rule, mask);
    }

    synchronized long bytes() {
        return (long) maskBytes * masks.size();
    }
}
