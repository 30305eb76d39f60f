package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.Objects;

/// Multi-head latent attention of one new token in its absorbed form (DeepSeek-V2, §2.1.2): all
/// heads attend over the same latent rows, with queries that the key projection was multiplied
/// into.
///
/// Scores are s_j = scale·(q'·c_j + qR·kR_j), the result of a head is Σ_j softmax(s)_j·c_j. Heads
/// are independent, so they may be split over threads; a head's result has the same bits whatever
/// the split.
public final class AbsorbedAttention {
    /// Tokens whose scores are held at once; a block ends earlier at a page's end.
    static final int BLOCK = 64;

    private static final int[] CONSECUTIVE = {};

    private AbsorbedAttention() {}

    /// {@return how many floats of scratch [#attend] needs for so many heads}
    public static int scratch(int heads) {
        return heads * (BLOCK + 2);
    }

    /// Sets head h's `rank` values from `out[outOffset + h·rank]` for the heads from `fromHead` to
    /// before `toHead`.
    ///
    /// @param pages the sequence's pages in their order
    /// @param length tokens to attend over, at least 1
    /// @param query head h's absorbed query (`rank` values), then its rotary query (`rope` values),
    ///   from `queryOffset + h·(rank + rope)`
    /// @param scratch at least [#scratch] values, overwritten
    /// @param packed the calling thread's own room
    public static void attend(
            LatentLayer cache,
            int[] pages,
            int length,
            float scale,
            float[] query,
            int queryOffset,
            int fromHead,
            int toHead,
            float[] out,
            int outOffset,
            float[] scratch,
            PackedTokens packed) {
        int heads = toHead - fromHead;
        if (heads == 0) {
            return;
        }
        Objects.checkFromToIndex(fromHead, toHead, Integer.MAX_VALUE);
        Objects.checkIndex((length - 1) / cache.pageTokens(), pages.length);
        Objects.checkFromIndexSize(0, scratch(heads), scratch.length);
        int q = queryOffset + fromHead * cache.width();
        int o = outOffset + fromHead * cache.rank();
        Bounds.matrix("query", query.length, q, cache.width(), heads, cache.width());
        Bounds.matrix("out", out.length, o, cache.rank(), heads, cache.rank());
        if (length < 1) {
            throw new IllegalArgumentException("attention needs at least one token, got " + length);
        }
        if (Kernels.vectorized()) {
            packed.take(
                    cache.half() ? Format.BF16 : Format.F32,
                    query,
                    q,
                    cache.width(),
                    CONSECUTIVE,
                    0,
                    heads,
                    cache.width());
            blocks(cache, pages, length, scale, packed, heads, out, o, scratch);
        } else {
            PlainAttention.attend(cache, pages, length, scale, query, q, heads, out, o);
        }
    }

    private static void blocks(
            LatentLayer cache,
            int[] pages,
            int length,
            float scale,
            PackedTokens queries,
            int heads,
            float[] out,
            int o,
            float[] scratch) {
        Arrays.fill(out, o, o + heads * cache.rank(), 0f);
        OnlineSoftmax.begin(scratch, heads);
        int count;
        for (int j = 0; j < length; j += count) {
            int inPage = cache.pageTokens() - j % cache.pageTokens();
            count = Math.min(Math.min(BLOCK, inPage), length - j);
            long row = cache.row(pages, j);
            scores(cache, row, count, heads, queries, scratch);
            for (int head = 0; head < heads; head++) {
                OnlineSoftmax.take(
                        scratch,
                        head,
                        heads,
                        count,
                        scale,
                        out,
                        o + head * cache.rank(),
                        cache.rank());
            }
            values(cache, row, count, scratch, heads, out, o);
        }
        for (int head = 0; head < heads; head++) {
            OnlineSoftmax.end(scratch, head, heads, out, o + head * cache.rank(), cache.rank());
        }
    }

    /// Products of all heads' queries with `count` cache rows, [heads, BLOCK] from `s[0]`.
    private static void scores(
            LatentLayer cache, long row, int count, int heads, PackedTokens queries, float[] s) {
        int width = cache.width();
        long bytes = cache.rowBytes();
        float[] t = queries.lanes;
        for (int h = 0; h < heads; h += PackedTokens.GROUP) {
            int group = Math.min(PackedTokens.GROUP, heads - h);
            long q = queries.group(h);
            if (cache.half()) {
                Bf16Dots.multiply(group, row, bytes, width, count, q, t, s, h * BLOCK, BLOCK);
            } else {
                F32Dots.multiply(group, row, bytes, width, count, q, t, s, h * BLOCK, BLOCK);
            }
        }
    }

    private static void values(
            LatentLayer cache, long row, int count, float[] p, int heads, float[] out, int o) {
        int rank = cache.rank();
        long bytes = cache.rowBytes();
        int h = 0;
        for (; h + 2 <= heads; h += 2) {
            int p0 = h * BLOCK;
            int o0 = o + h * rank;
            if (cache.half()) {
                Bf16Sums.two(row, bytes, rank, count, p, p0, p0 + BLOCK, out, o0, o0 + rank);
            } else {
                F32Sums.two(row, bytes, rank, count, p, p0, p0 + BLOCK, out, o0, o0 + rank);
            }
        }
        if (h < heads) {
            if (cache.half()) {
                Bf16Sums.one(row, bytes, rank, count, p, h * BLOCK, out, o + h * rank);
            } else {
                F32Sums.one(row, bytes, rank, count, p, h * BLOCK, out, o + h * rank);
            }
        }
    }
}
