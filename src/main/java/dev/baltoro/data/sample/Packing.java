package dev.baltoro.data.sample;

/// What a row knows of the borders between the documents packed into it.
public enum Packing {
    /// Each token has the start of its document, so that attention stays inside; a document's last
    /// token has no target.
    DOCUMENT_MASKED,
    /// A row is one text: every start is 0, and targets cross the borders.
    UNMASKED
}
