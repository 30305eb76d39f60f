package dev.baltoro.data.read;

import dev.baltoro.io.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What is left of a file that cannot be read on.
final class Unreadable {
    private Unreadable() {}

    /// The rejection of everything after record `record`; its excerpt says why.
    static Rejection rest(String source, long record, IOException cause) {
        return rest(source, record, Reason.of(cause));
    }

    /// The same for a reason in words.
    static Rejection rest(String source, long record, String why) {
        return new Rejection(
                source, record, RejectionReason.UNREADABLE, why.getBytes(StandardCharsets.UTF_8));
    }
}
