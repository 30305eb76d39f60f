package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Lanes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Softmax over scores that come in blocks (Milakov and Gimelshein, 2018): each head's largest
/// score and sum so far lie after the blocks in the scratch, and what was added up is scaled down
/// when a larger score comes.
final class OnlineSoftmax {
    private static final int BLOCK = AbsorbedAttention.BLOCK;

    private OnlineSoftmax() {}

    static void begin(float[] scratch, int heads) {
        int largestAt = heads * BLOCK;
        Arrays.fill(scratch, largestAt, largestAt + heads, Float.NEGATIVE_INFINITY);
        Arrays.fill(scratch, largestAt + heads, largestAt + 2 * heads, 0f);
    }

    /// Turns a head's `count` raw scores into weights relative to the largest score so far, and
    /// scales the head's `out` to it.
    static void take(
            float[] scratch,
            int head,
            int heads,
            int count,
            float scale,
            float[] out,
            int o,
            int rank) {
        int from = head * BLOCK;
        int largestAt = heads * BLOCK + head;
        int sumAt = largestAt + heads;
        int end = from + Math.ceilDiv(count, Lanes.COUNT) * Lanes.COUNT;
        Arrays.fill(scratch, from + count, end, Float.NEGATIVE_INFINITY);
        float before = scratch[largestAt];
        float largest = Math.max(before, largest(scratch, from, end));
        if (largest > before) {
            float factor = (float) Math.exp((double) scale * (before - largest));
            scale(out, o, rank, factor);
            scratch[sumAt] *= factor;
            scratch[largestAt] = largest;
        }
        for (int i = from; i < end; i += Lanes.COUNT) {
            FloatVector s = FloatVector.fromArray(Lanes.FLOATS, scratch, i);
            Lanes.exp(s.sub(largest).mul(scale)).intoArray(scratch, i);
        }
        // The smallest e^x is not zero.
        Arrays.fill(scratch, from + count, end, 0f);
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        for (int i = from; i < end; i += Lanes.COUNT) {
            sum = sum.add(FloatVector.fromArray(Lanes.FLOATS, scratch, i));
        }
        scratch[sumAt] += Lanes.sum(sum);
    }

    /// Divides a head's `out` by its sum.
    static void end(float[] scratch, int head, int heads, float[] out, int o, int rank) {
        scale(out, o, rank, 1 / scratch[heads * (BLOCK + 1) + head]);
    }

    private static float largest(float[] scratch, int from, int end) {
        FloatVector largest = FloatVector.fromArray(Lanes.FLOATS, scratch, from);
        for (int i = from + Lanes.COUNT; i < end; i += Lanes.COUNT) {
            FloatVector s = FloatVector.fromArray(Lanes.FLOATS, scratch, i);
            largest = largest.blend(s, s.compare(VectorOperators.GT, largest));
        }
        return largest.reduceLanes(VectorOperators.MAX);
    }

    private static void scale(float[] out, int o, int rank, float factor) {
        for (int i = o; i < o + rank; i++) {
            out[i] *= factor;
        }
    }
}
