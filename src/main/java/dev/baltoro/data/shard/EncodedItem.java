package dev.baltoro.data.shard;

import dev.baltoro.data.read.Rejection;

/// A source's item after encoding.
sealed interface EncodedItem permits EncodedDocument, EncodedItem.Rejected {
    /// A record that goes to quarantine.
    record Rejected(Rejection rejection) implements EncodedItem {}
}
