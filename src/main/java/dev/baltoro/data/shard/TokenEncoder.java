package dev.baltoro.data.shard;

import java.io.IOException;
import java.nio.file.Path;

/// What turns text into token ids while data is prepared. Must be safe for use by many threads.
public interface TokenEncoder {
    /// The token ids of a text, without any special tokens.
    int[] encode(CharSequence text);

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
