package dev.baltoro.cli;

import dev.baltoro.data.shard.TokenizerEncoder;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A prompt as a model reads it, and the tokens that end what the model makes of it.
///
/// @param tokens the prompt's ids
/// @param ends ids that end the continuation
@SuppressWarnings("ArrayRecordComponent") // passed once, never compared
record Prompt(int[] tokens, Set<Integer> ends) {
    private static final List<String> ENDS =
            List.of(TokenizerEncoder.END_OF_DOCUMENT, "[EOT]", "<|im_end|>");

    /// {@return `text` as plain text, or as a user's turn with the answer's head after it}
    ///
    /// An empty text asks for a document from its beginning, which follows another's end.
    ///
    /// @param eos the end that the model's configuration names, if it does
    static Prompt of(String text, boolean chat, Tokenizer tokenizer, OptionalInt eos) {
        Set<Integer> ends =
                Stream.concat(ENDS.stream().map(tokenizer::specialId), Stream.of(eos))
                        .filter(OptionalInt::isPresent)
                        .map(OptionalInt::getAsInt)
                        .collect(Collectors.toSet());
        int[] ids = chat ? turn(text, tokenizer) : plain(text, tokenizer);
        return new Prompt(ids, ends);
    }

    private static int[] plain(String text, Tokenizer tokenizer) {
        return text.isEmpty()
                ? new int[] {tokenizer.requireSpecialId(TokenizerEncoder.END_OF_DOCUMENT)}
                : tokenizer.encode(text);
    }

    private static int[] turn(String text, Tokenizer tokenizer) {
        ChatEncoder encoder = new ChatEncoder(tokenizer, ChatTemplate.K2);
        return encoder.encode(List.of(new Message.User(text)), List.of(), true).ids();
    }

    boolean isEnd(int token) {
        return ends.contains(token);
    }
}
