package dev.baltoro.data.shard;

import dev.baltoro.data.read.Rejection;

/// What encoding makes of a source's item.
sealed interface EncodedItem permits EncodedDocument, EncodedItem.Rejected {
    /// A record that goes to quarantine.
    record Rejected(Rejection rejection) implements EncodedItem {}
}
