package dev.baltoro.data.shard;

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
}
