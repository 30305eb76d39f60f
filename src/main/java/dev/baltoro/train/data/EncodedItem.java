package dev.baltoro.train.data;

/// What encoding makes of a source's item.
sealed interface EncodedItem permits EncodedDocument, EncodedItem.Rejected {
    /// A record that goes to quarantine.
    record Rejected(Rejection rejection) implements EncodedItem {}
}
