package dev.baltoro.engine.sampling;

import java.util.Objects;
import java.util.function.IntToLongFunction;

/// The tokens that may be drawn next: first all, then those that each rule leaves. For one thread.
///
/// Tokens stay in the order of their ids; "the likeliest" goes by score, of equals by the lower id.
/// Memory for one vocabulary is reused from draw to draw.
public final class Candidates {
    /// Weights that are summed at a time, so that a draw looks into one such block only.
    private static final int BLOCK = 256;

    private final int[] ids;
    private final float[] scores;
    private final double[] weights;
    private final double[] blockSums;
    private final LikeliestFew likeliestFew;
    private int size;
    private double logProbability;

    /// Room for tokens 0 to `vocabSize - 1`.
    public Candidates(int vocabSize) {
        this.ids = new int[vocabSize];
        this.scores = new float[vocabSize];
        this.weights = new double[vocabSize];
        this.blockSums = new double[Math.ceilDiv(vocabSize, BLOCK)];
        this.likeliestFew = new LikeliestFew(vocabSize);
    }

    /// Begins with all tokens and the scores `row[from ..]`.
    public void takeAll(float[] row, int from) {
        size = ids.length;
        System.arraycopy(row, from, scores, 0, size);
        for (int i = 0; i < size; i++) {
            ids[i] = i;
        }
    }

    /// {@return how many there are}
    public int size() {
        return size;
    }

    /// {@return the score of a token, while there are still all}
    public float score(int token) {
        return scores[requireAll(token)];
    }

    /// Changes the score of a token, while there are still all.
    public void score(int token, float score) {
        scores[requireAll(token)] = score;
    }

    /// Leaves the tokens of a set.
    ///
    /// @param words bit `i` of `words(w)` says whether the token `64 w + i` is in it
    /// @param end tokens from here on are not in it
    public void keepOnly(IntToLongFunction words, int end) {
        int kept = 0;
        int at = 0;
        int stop = Math.min(end, ids.length);
        for (int word = 0; word * Long.SIZE < stop; word++) {
            for (long bits = words.applyAsLong(word); bits != 0; bits &= bits - 1) {
                int token = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                while (at < size && ids[at] < token) {
                    at++;
                }
                if (at < size && ids[at] == token && token < stop) {
                    keep(kept++, at);
                }
            }
        }
        size = kept;
    }

    /// {@return the likeliest}
    ///
    /// @throws IllegalStateException if there is none
    public int likeliest() {
        float most = mostScore();
        int index = 0;
        while (scores[index] != most) {
            index++;
        }
        return ids[index];
    }

    /// Gives each its weight: exp(score / temperature), relative to the likeliest's.
    public void weigh(double temperature) {
        Exponentials.fill(scores, 0, size, mostScore(), temperature, weights);
    }

    /// Leaves the `count` likeliest.
    public void keepLikeliest(int count) {
        if (count < size) {
            keepUpTo(likeliestFew.lastOfCount(scores, size, count));
        }
    }

    /// Leaves the fewest of the likeliest whose weights sum to at least a share of all.
    ///
    /// @param share more than 0
    public void keepNucleus(double share) {
        if (share < 1) {
            double enough = share * Exponentials.sum(weights, 0, size);
            keepUpTo(likeliestFew.lastOfWeight(scores, weights, size, enough));
        }
    }

    /// Leaves those with at least `least` times the likeliest's weight.
    public void keepAtLeast(double least) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (weights[i] >= least) {
                keep(kept++, i);
            }
        }
        size = kept;
    }

    /// Draws one, each with a probability in proportion to its weight.
    ///
    /// @param random uniform in [0, 1)
    /// @return the token
    public int draw(double random) {
        int blocks = Math.ceilDiv(size, BLOCK);
        double sum = 0;
        for (int block = 0; block < blocks; block++) {
            int begin = block * BLOCK;
            blockSums[block] = Exponentials.sum(weights, begin, Math.min(begin + BLOCK, size));
            sum += blockSums[block];
        }
        double left = random * sum;
        int block = 0;
        while (block < blocks - 1 && left >= blockSums[block]) {
            left -= blockSums[block++];
        }
        for (int i = block * BLOCK; i < size; i++) {
            left -= weights[i];
            if (left < 0 && weights[i] > Exponentials.NEGLIGIBLE) {
                logProbability = Math.log(weights[i] / sum);
                return ids[i];
            }
        }
        logProbability = -Math.log(sum); // the likeliest has weight 1
        return likeliest(); // rounding left a rest of nearly 0
    }

    /// {@return the natural logarithm of the probability that the token which was drawn last had}
    public double logProbability() {
        return logProbability;
    }

    private void keepUpTo(int last) {
        float least = scores[last];
        int kept = 0;
        // The sign of a difference says which token stays; one that does not is overwritten by the
        // next. So there is no branch to predict, which would cost more than all the rest.
        for (int i = 0; i <= last; i++) {
            keep(kept, i);
            kept += 1 - (Float.floatToRawIntBits(scores[i] - least) >>> 31);
        }
        for (int i = last + 1; i < size; i++) {
            keep(kept, i);
            kept += Float.floatToRawIntBits(least - scores[i]) >>> 31;
        }
        size = kept;
    }

    private void keep(int to, int from) {
        ids[to] = ids[from];
        scores[to] = scores[from];
        weights[to] = weights[from];
    }

    private float mostScore() {
        if (size == 0) {
            throw new IllegalStateException("no token may be drawn; allow at least one");
        }
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            most = Math.max(most, scores[i]);
        }
        return most;
    }

    private int requireAll(int token) {
        if (size != ids.length) {
            throw new IllegalStateException("scores are changed before tokens are left out");
        }
        return Objects.checkIndex(token, size);
    }
}
