package dev.baltoro.data.read;

import java.nio.charset.StandardCharsets;

/// The checks that every text passes on its way to being a document, whatever it was read from.
final class RecordCheck {
    private RecordCheck() {}

    /// A document of these bytes, or why there is none.
    static SourceItem ofBytes(String source, long line, byte[] bytes, int maxBytes) {
        if (bytes.length > maxBytes) {
            return new Rejection(source, line, RejectionReason.TOO_LONG, bytes);
        }
        for (byte b : bytes) {
            if (b == 0) {
                return new Rejection(source, line, RejectionReason.BINARY, bytes);
            }
        }
        return Utf8Check.decode(bytes)
                .<SourceItem>map(text ->
                        text.isBlank()
                                ? new Rejection(source, line, RejectionReason.EMPTY, bytes)
                                : new Document(source + ":" + line, text))
                .orElseGet(() -> new Rejection(source, line, RejectionReason.BAD_UTF8, bytes));
    }

    /// A document of this text, or why there is none.
    static SourceItem ofText(String source, long line, String text, int maxBytes) {
        if (!Utf8Check.wellFormed(text)) {
            return rejected(source, line, RejectionReason.BAD_UTF8, text);
        }
        if (text.indexOf(0) >= 0) {
            return rejected(source, line, RejectionReason.BINARY, text);
        }
        // a char is at least one byte, so most texts need no count of their bytes
        if (text.length() > maxBytes
                || (text.length() > maxBytes / 3
                        && text.getBytes(StandardCharsets.UTF_8).length > maxBytes)) {
            return rejected(source, line, RejectionReason.TOO_LONG, text);
        }
        if (text.isBlank()) {
            return rejected(source, line, RejectionReason.EMPTY, text);
        }
        return new Document(source + ":" + line, text);
    }

    private static Rejection rejected(
            String source, long line, RejectionReason reason, String text) {
        String head = text.substring(0, Math.min(text.length(), Rejection.MAX_EXCERPT_BYTES));
        return new Rejection(source, line, reason, head.getBytes(StandardCharsets.UTF_8));
    }
}
