package dev.baltoro.text.tokenizer;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The tokens that end an output: the one place that knows them.
///
/// They are K2's `[EOS]`, `[EOT]` and `<|im_end|>`, as far as a tokenizer has them, and those that
/// a model's files name.
public final class Ends {
    /// Begins a text, where a model was trained with it.
    public static final String BEGINNING = "[BOS]";

    /// Ends a document.
    public static final String DOCUMENT = "[EOS]";

    private static final List<String> ALL = List.of(DOCUMENT, "[EOT]", "<|im_end|>");

    private Ends() {}

    /// {@return the ends that a tokenizer has}
    public static Set<Integer> of(Tokenizer tokenizer) {
        return of(tokenizer, OptionalInt.empty());
    }

    /// {@return the ends that a tokenizer has, and the one that the model's configuration names}
    public static Set<Integer> of(Tokenizer tokenizer, OptionalInt eosTokenId) {
        Set<Integer> ends = new HashSet<>();
        for (String end : ALL) {
            tokenizer.specialId(end).ifPresent(ends::add);
        }
        eosTokenId.ifPresent(ends::add);
        return ends;
    }

    /// {@return the ids of a text that is to be continued}
    ///
    /// An empty one asks for a document from its beginning, which follows another's end.
    ///
    /// @throws IllegalArgumentException if the text is empty and the tokenizer has no end of a
    ///   document
    public static int[] prompt(String text, Tokenizer tokenizer) {
        return text.isEmpty()
                ? new int[] {tokenizer.requireSpecialId(DOCUMENT)}
                : tokenizer.encode(text);
    }
}
