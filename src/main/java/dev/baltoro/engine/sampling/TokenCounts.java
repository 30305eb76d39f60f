package dev.baltoro.engine.sampling;

import java.util.Arrays;

/// Which tokens a sequence has and how often each is in its output. For one thread.
///
/// Takes room for the different tokens that there are, not for the vocabulary. They are numbered in
/// the order in which they first came.
public final class TokenCounts {
    private static final int LEAST_ROOM = 16;

    private int[] ids = new int[LEAST_ROOM];
    private int[] outputs = new int[LEAST_ROOM];
    private int size;

    /// A hash table of numbers + 1 in `ids`; 0 is an empty place. Its length is a power of two, at
    /// least twice that of `ids`.
    private int[] places = new int[2 * LEAST_ROOM];

    /// Counts the tokens of a prompt as seen.
    public void addPrompt(int[] tokens) {
        for (int token : tokens) {
            number(token);
        }
    }

    /// Counts a token as in the output once more.
    public void addOutput(int token) {
        int number = number(token); // first: it may take larger arrays
        outputs[number]++;
    }

    /// {@return how many different tokens there are}
    public int size() {
        return size;
    }

    /// {@return the token that came as number `index`, from 0}
    public int token(int index) {
        return ids[index];
    }

    /// {@return how often the token that came as number `index` is in the output; 0 if only in the
    /// prompt}
    public int inOutput(int index) {
        return outputs[index];
    }

    private int number(int token) {
        int place = place(token);
        if (places[place] == 0) {
            if (size == ids.length) {
                grow();
                place = place(token);
            }
            ids[size] = token;
            places[place] = ++size;
        }
        return places[place] - 1;
    }

    /// Where the token is in the table, or would be.
    private int place(int token) {
        int mask = places.length - 1;
        int place = token * 0x9E3779B9 >>> 7 & mask;
        while (places[place] != 0 && ids[places[place] - 1] != token) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        ids = Arrays.copyOf(ids, 2 * size);
        outputs = Arrays.copyOf(outputs, 2 * size);
        places = new int[4 * size];
        for (int i = 0; i < size; i++) {
            places[place(ids[i])] = i + 1;
        }
    }
}
