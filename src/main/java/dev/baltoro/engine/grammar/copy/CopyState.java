package dev.baltoro.engine.grammar.copy;

import java.util.Arrays;

/// How far a value has come in being copied: all the places of the text that it may have come to,
/// and how many spans each way there took. Immutable.
///
/// Between two spans stand a few characters that are no letters or digits, such as the slash
/// between a folder and a name.
final class CopyState {
    private static final int GLUE_MAX = 3;

    /// Between spans, in place of a place.
    private static final int GLUE = -1;

    private final SourceText text;
    private final int most;
    private final int[] places;
    private final int[] spans;
    private final int glue;
    private final int size;

    private CopyState(SourceText text, int most, int[] places, int[] spans, int glue, int size) {
        this.text = text;
        this.most = most;
        this.places = places;
        this.spans = spans;
        this.glue = glue;
        this.size = size;
    }

    /// {@return the state before a value's first byte}
    ///
    /// @param most spans that the value may have
    static CopyState before(SourceText text, int most) {
        return new CopyState(text, most, new int[] {GLUE}, new int[] {0}, 0, 1);
    }

    /// {@return the state after a byte, which [#isNowhere] if it cannot come}
    CopyState next(byte next) {
        int[] nextPlaces = new int[size + 8];
        int[] nextSpans = new int[size + 8];
        int count = 0;
        int glued = Integer.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            int place = places[i];
            if (place == GLUE) {
                if (isGlue(next) && glue < GLUE_MAX) {
                    glued = Math.min(glued, spans[i]);
                }
                if (spans[i] < most) {
                    for (int start : text.starts(next)) {
                        if (count == nextPlaces.length) {
                            nextPlaces = Arrays.copyOf(nextPlaces, 2 * count);
                            nextSpans = Arrays.copyOf(nextSpans, 2 * count);
                        }
                        nextPlaces[count] = start + 1;
                        nextSpans[count++] = spans[i] + 1;
                    }
                }
                continue;
            }
            if (text.mayLeave(place) && isGlue(next)) {
                glued = Math.min(glued, spans[i]);
            }
            if (place < text.length() && text.at(place) == next) {
                if (count == nextPlaces.length) {
                    nextPlaces = Arrays.copyOf(nextPlaces, 2 * count);
                    nextSpans = Arrays.copyOf(nextSpans, 2 * count);
                }
                nextPlaces[count] = place + 1;
                nextSpans[count++] = spans[i];
            }
        }
        if (glued < Integer.MAX_VALUE) {
            nextPlaces = Arrays.copyOf(nextPlaces, count + 1);
            nextSpans = Arrays.copyOf(nextSpans, count + 1);
            nextPlaces[count] = GLUE;
            nextSpans[count++] = glued;
        }
        boolean on = size > 0 && places[size - 1] == GLUE;
        return new CopyState(text, most, nextPlaces, nextSpans, on ? glue + 1 : 1, count);
    }

    private static boolean isGlue(byte next) {
        return next >= ' '
                && !(next >= '0' && next <= '9'
                        || next >= 'a' && next <= 'z'
                        || next >= 'A' && next <= 'Z');
    }

    /// {@return whether no way leads here}
    boolean isNowhere() {
        return size == 0;
    }

    /// {@return whether the value may end here}
    boolean mayEnd() {
        for (int i = 0; i < size; i++) {
            if (places[i] == GLUE || text.mayLeave(places[i])) {
                return true;
            }
        }
        return false;
    }
}
