package dev.baltoro.engine.chat;

import java.util.List;

/// Lets text through, holds back what may be the beginning of a stop string, and ends at the first
/// that is complete.
///
/// Of two that overlap the one counts that is complete first, so that it makes no difference how
/// the text is cut into parts. For one thread.
final class StopText {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean found;

    StopText(List<String> stops) {
        this.stops = stops;
    }

    /// {@return whether a stop string has come; nothing passes any more}
    boolean found() {
        return found;
    }

    /// {@return what can go on, perhaps nothing}
    String pass(String text) {
        if (found) {
            return "";
        }
        held.append(text);
        int cut = firstStop();
        found = cut >= 0;
        if (!found) {
            cut = held.length() - beginningAtEnd();
        }
        String passed = held.substring(0, cut);
        held.delete(0, cut);
        return passed;
    }

    /// {@return what was held back, when no more text comes}
    String release() {
        String rest = found ? "" : held.toString();
        held.setLength(0);
        return rest;
    }

    /// {@return where the stop string begins that ends first, the longest of several; -1 if none}
    private int firstStop() {
        int start = -1;
        int end = Integer.MAX_VALUE;
        for (String stop : stops) {
            int at = held.indexOf(stop);
            int stopEnd = at + stop.length();
            if (at >= 0 && (stopEnd < end || (stopEnd == end && at < start))) {
                start = at;
                end = stopEnd;
            }
        }
        return start;
    }

    /// {@return the length of the longest end of the held text that a stop string begins with}
    private int beginningAtEnd() {
        int longest = 0;
        for (String stop : stops) {
            int most = Math.min(stop.length() - 1, held.length());
            for (int length = most; length > longest; length--) {
                if (endsWith(stop, length)) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    private boolean endsWith(String stop, int length) {
        int from = held.length() - length;
        for (int i = 0; i < length; i++) {
            if (held.charAt(from + i) != stop.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
