package dev.baltoro.rl.rollout;

import dev.baltoro.engine.GeneratedToken;
import java.util.Arrays;
import java.util.BitSet;

/// A conversation's ids, and what is known of each: whether the model drew it, with which
/// log-probabilities, by which weights. It only grows; ids that are there never change.
///
/// For one thread at a time.
public final class TokenRecord {
    /// The weight version of a token that was given, not drawn.
    public static final long GIVEN = -1;

    /// Nats by which grammar and temperature may raise a token that counts as chosen. At a
    /// temperature of 1 the grammar has taken 86 % of the probability then.
    public static final double RAISED_MAX = 2;

    private int size;
    private int[] ids = new int[128];
    private float[] logProbabilities = new float[128];
    private float[] drawn = new float[128];
    private long[] versions = new long[128];
    private final BitSet sampled = new BitSet();

    /// {@return a record that begins with tokens that were given}
    public static TokenRecord of(int... given) {
        TokenRecord record = new TokenRecord();
        record.give(given, 0);
        return record;
    }

    /// Adds tokens that the model did not draw: `all` from `from` on.
    public void give(int[] all, int from) {
        for (int i = from; i < all.length; i++) {
            add(all[i], Float.NaN, Float.NaN, GIVEN);
        }
    }

    /// Goes on with a longer conversation that begins with these ids.
    ///
    /// @throws IllegalArgumentException if it begins with others
    public void extendTo(int... conversation) {
        if (conversation.length < size
                || Arrays.mismatch(ids, 0, size, conversation, 0, size) >= 0) {
            throw new IllegalArgumentException(
                    "the conversation does not begin with the %d tokens that it has had"
                            .formatted(size));
        }
        give(conversation, size);
    }

    /// Adds a token that the model drew.
    ///
    /// @param firstVersion added to the version that the engine gives
    public void sample(GeneratedToken token, long firstVersion) {
        sample(
                token.id(),
                token.logProbability(),
                token.drawnLogProbability(),
                firstVersion + token.weightVersion());
    }

    /// Adds a token that the model drew.
    ///
    /// @param logProbability of the raw scores
    /// @param drawnLogProbability with which it was drawn, under temperature and mask
    /// @param version of the weights
    public void sample(int id, float logProbability, float drawnLogProbability, long version) {
        sampled.set(size);
        add(id, logProbability, drawnLogProbability, version);
    }

    private void add(int id, float logProbability, float drawnLogProbability, long version) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            logProbabilities = Arrays.copyOf(logProbabilities, 2 * size);
            drawn = Arrays.copyOf(drawn, 2 * size);
            versions = Arrays.copyOf(versions, 2 * size);
        }
        ids[size] = id;
        logProbabilities[size] = logProbability;
        drawn[size] = drawnLogProbability;
        versions[size] = version;
        size++;
    }

    /// {@return how many tokens there are}
    public int size() {
        return size;
    }

    /// {@return a copy of the ids}
    public int[] ids() {
        return Arrays.copyOf(ids, size);
    }

    /// {@return a copy of the ids from `from` on}
    public int[] ids(int from) {
        return Arrays.copyOfRange(ids, from, size);
    }

    /// {@return the id at a place}
    public int id(int at) {
        return ids[at];
    }

    /// {@return whether the model drew the token at a place: the loss's mask}
    public boolean isSampled(int at) {
        return sampled.get(at);
    }

    /// {@return the log-probability that the weights of the time gave it; NaN of a given token}
    public float logProbability(int at) {
        return logProbabilities[at];
    }

    /// {@return the log-probability with which it was drawn; NaN of a given token}
    public float drawnLogProbability(int at) {
        return drawn[at];
    }

    /// {@return whether the token at a place was the model's choice, so that it can be learned
    /// from}
    ///
    /// One that was drawn with probability 1 was none: the grammar left no other. Nor was one whose
    /// probability the grammar raised by more than [#RAISED_MAX]: the model wanted something that
    /// it may not say, and what it said instead is no opinion of its own.
    public boolean isChosen(int at) {
        return sampled.get(at) && drawn[at] != 0 && drawn[at] - logProbabilities[at] <= RAISED_MAX;
    }

    /// {@return the weights that drew it; [#GIVEN] of a given token}
    public long version(int at) {
        return versions[at];
    }

    /// {@return how many tokens the model drew}
    public int sampledCount() {
        return sampled.cardinality();
    }

    /// {@return the oldest weights that drew one of its tokens, [#GIVEN] if none did}
    public long oldestVersion() {
        return sampled.stream().mapToLong(at -> versions[at]).min().orElse(GIVEN);
    }
}
