package dev.baltoro.engine.decode;

import java.util.Arrays;

/// The tokens' choices sorted by expert: which rows of a buffer each expert computes.
final class ExpertSlots {
    private final int experts;
    private final int[] starts_E;
    private final int[] slot_BK;
    private final int[] token_S;

    ExpertSlots(int experts, int slots) {
        this.experts = experts;
        this.starts_E = new int[experts + 1];
        this.slot_BK = new int[slots];
        this.token_S = new int[slots];
    }

    /// Sorts the first `count` choices, `choices` a token.
    void sort(int[] experts_BK, int count, int choices) {
        Arrays.fill(starts_E, 0);
        for (int i = 0; i < count; i++) {
            starts_E[experts_BK[i] + 1]++;
        }
        for (int e = 0; e < experts; e++) {
            starts_E[e + 1] += starts_E[e];
        }
        for (int i = 0; i < count; i++) {
            slot_BK[i] = starts_E[experts_BK[i]]++;
            token_S[slot_BK[i]] = i / choices;
        }
        System.arraycopy(starts_E, 0, starts_E, 1, experts);
        starts_E[0] = 0;
    }

    /// {@return the first row of each expert, and after them the number of rows}
    int[] starts() {
        return starts_E;
    }

    /// {@return the token of each row}
    int[] tokens() {
        return token_S;
    }

    /// {@return the row of a token's choice}
    int slot(int choice) {
        return slot_BK[choice];
    }
}
