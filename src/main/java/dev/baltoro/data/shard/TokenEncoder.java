package dev.baltoro.data.shard;

import dev.baltoro.data.read.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/// What turns text into token ids while data is prepared. Must be safe for use by many threads.
public interface TokenEncoder {
    /// The token ids of a text, without any special tokens.
    int[] encode(CharSequence text);

    /// What becomes of a document.
    sealed interface Encoding permits Encoded, Refused {}

    /// A document that is not trained on.
    ///
    /// @param why in one line
    record Refused(String why) implements Encoding {}

    /// A document as ids.
    ///
    /// @param ids its tokens, without the one that ends it
    /// @param learned which of them a loss counts, the end at index `ids.length`; all if absent
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Encoded(int[] ids, Optional<BitSet> learned) implements Encoding {}

    /// The ids of a document and which of them a loss counts: here all. An encoder that knows of
    /// turns, such as one of conversations, leaves out those that are not the model's, and refuses
    /// what is not a conversation.
    default Encoding encodeDocument(Document document) {
        return new Encoded(encode(document.text()), Optional.empty());
    }

    /// Number of ids; every id is in `[0, vocabSize)`.
    int vocabSize();

    /// The id that is appended to each document.
    int endOfDocument();

    /// A name that changes when any id changes its meaning, such as a hash of the vocabulary.
    String id();

    /// Saves what makes the tokens into a dataset's folder, so that a run needs nothing else. By
    /// default nothing is saved.
    default void keepIn(Path dataset) throws IOException {}
}
