package dev.baltoro.data.read;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One text that a model is trained on.
///
/// @param id where it comes from, such as `notes/a.jsonl:17`
/// @param text the text itself
public record Document(String id, String text) implements SourceItem {
    private static final Pattern PLACE = Pattern.compile("(.*):([0-9]{1,18})", Pattern.DOTALL);

    /// {@return the number of its line, row or paragraph, from 1; 0 if it is all of its source}
    public long line() {
        Matcher place = PLACE.matcher(id);
        return place.matches() ? Long.parseLong(place.group(2)) : 0;
    }

    /// {@return this as a rejected record}
    ///
    /// @param reason why it is not taken
    /// @param detail more on that, in one line; may be empty
    public Rejection rejected(RejectionReason reason, String detail) {
        Matcher place = PLACE.matcher(id);
        String source = place.matches() ? place.group(1) : id;
        return new Rejection(source, line(), reason, excerpt(), detail);
    }

    private byte[] excerpt() {
        String head = text.substring(0, Math.min(text.length(), Rejection.MAX_EXCERPT_BYTES));
        return head.getBytes(StandardCharsets.UTF_8);
    }
}
