package dev.baltoro.data.read;

import java.util.Locale;

/// Why a record is not a document.
public enum RejectionReason {
    /// A line of a JSONL file that is not a JSON object.
    BAD_JSON,
    /// A JSON object or Parquet row without the text field, or with null in it.
    MISSING_FIELD,
    /// A JSON object whose text field is not a string.
    NOT_A_STRING,
    /// Bytes that are not UTF-8.
    BAD_UTF8,
    /// A file with zero bytes in it, which no text has.
    BINARY,
    /// Longer than the limit on a document's bytes.
    TOO_LONG,
    /// Nothing but white space.
    EMPTY,
    /// A record that what encodes it cannot take, such as a malformed conversation; the detail says
    /// why.
    REFUSED,
    /// The rest of a file that broke off or is damaged, such as a cut gzip stream.
    UNREADABLE;

    /// The name in reports and in the quarantine file, such as `bad_json`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
