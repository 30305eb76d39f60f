package dev.baltoro.data.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A record that was read but is not a document, with enough of it to find and mend it.
///
/// @param source file or other source
/// @param line number of the line, row or paragraph, from 1; 0 if the whole file is meant
/// @param reason why it was rejected
/// @param excerpt its first bytes, at most [#MAX_EXCERPT_BYTES]
/// @param detail more on the reason, in one line; empty where the reason says all
@SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
public record Rejection(
        String source, long line, RejectionReason reason, byte[] excerpt, String detail)
        implements SourceItem {
    /// How much of a rejected record is kept.
    public static final int MAX_EXCERPT_BYTES = 512;

    /// Cuts the excerpt to its limit.
    public Rejection {
        excerpt = Arrays.copyOf(excerpt, Math.min(excerpt.length, MAX_EXCERPT_BYTES));
    }

    /// A record whose reason says all.
    public Rejection(String source, long line, RejectionReason reason, byte[] excerpt) {
        this(source, line, reason, excerpt, "");
    }

    /// Where it is; and why, if it cannot be read or was refused.
    public String place() {
        String at = line == 0 ? source : source + ", line " + line;
        if (!detail.isEmpty()) {
            return at + " (" + detail + ")";
        }
        return reason == RejectionReason.UNREADABLE
                ? at + " (" + new String(excerpt, StandardCharsets.UTF_8) + ")"
                : at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rejection that
                && source.equals(that.source)
                && line == that.line
                && reason == that.reason
                && detail.equals(that.detail)
                && Arrays.equals(excerpt, that.excerpt);
    }

    @Override
    public int hashCode() {
        return source.hashCode() * 31 + Long.hashCode(line);
    }

    @Override
    public String toString() {
        return source + ":" + line + " " + reason;
    }
}
