package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;

/// A byte-level BPE tokenizer as it encodes training text: special tokens spelled in a text are
/// ordinary text, and `[EOS]` ends each document.
///
/// @param tokenizer the tokenizer
/// @param endOfDocument its `[EOS]`
public record TokenizerEncoder(Tokenizer tokenizer, int endOfDocument) implements TokenEncoder {
    /// The special token that ends a document.
    public static final String END_OF_DOCUMENT = Ends.DOCUMENT;

    /// Where a dataset keeps its tokenizer, beside the folders of its domains.
    public static final String FOLDER = "tokenizer";

    /// The encoder of a tokenizer that has the special token.
    public static TokenizerEncoder of(Tokenizer tokenizer) {
        int end =
                tokenizer
                        .specialId(END_OF_DOCUMENT)
                        .orElseThrow(() ->
                                new DataException(
                                        "the tokenizer has no special token "
                                                + END_OF_DOCUMENT
                                                + ": add it to its configuration"));
        return new TokenizerEncoder(tokenizer, end);
    }

    @Override
    public int[] encode(CharSequence text) {
        return tokenizer.encode(text);
    }

    @Override
    public int vocabSize() {
        return tokenizer.vocabSize();
    }

    @Override
    public void keepIn(Path dataset) throws IOException {
        tokenizer.save(dataset.resolve(FOLDER));
    }

    @Override
    public String id() {
        return tokenizer.id();
    }
}
