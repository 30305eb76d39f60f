package dev.baltoro.data.read;

import dev.baltoro.data.DataException;

/// How files become documents.
///
/// @param unit what one document is in a plain text file
/// @param textField field of a JSON line, or column of a Parquet file, that holds the text; empty:
///   a JSON record as a whole is the text
/// @param maxDocumentBytes longest document in bytes of UTF-8; longer ones are rejected
public record ReadingOptions(TextUnit unit, String textField, int maxDocumentBytes) {
    /// Longest document by default, 16 MiB; also bounds the memory that reading needs.
    public static final int DEFAULT_MAX_DOCUMENT_BYTES = 16 << 20;

    /// What one document is in a plain text file.
    public enum TextUnit {
        /// The whole file.
        FILE,
        /// What stands between blank lines.
        PARAGRAPH,
        /// One line.
        LINE,
        /// At most a megabyte of whole lines: for counting, where texts of any length are wanted.
        BLOCK
    }

    /// Checks the limit.
    public ReadingOptions {
        if (maxDocumentBytes < 1) {
            throw new DataException(
                    "the longest document must be at least 1 byte, not " + maxDocumentBytes);
        }
    }

    /// Records whose documents are their own JSON, each up to 16 MiB.
    public static ReadingOptions wholeRecords() {
        return new ReadingOptions(TextUnit.FILE, "", DEFAULT_MAX_DOCUMENT_BYTES);
    }

    /// Whether a JSON record as a whole is the text.
    boolean areWholeRecords() {
        return textField.isEmpty();
    }

    /// One document a file, text in the field `text`, documents up to 16 MiB.
    public static ReadingOptions defaults() {
        return new ReadingOptions(TextUnit.FILE, "text", DEFAULT_MAX_DOCUMENT_BYTES);
    }
}
