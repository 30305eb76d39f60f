package dev.baltoro.text.chat;

import dev.baltoro.text.tokenizer.SpecialTokens;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.text.tokenizer.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A vocabulary of single bytes with K2's special tokens, so that every code point beyond ASCII is
/// cut into several tokens.
final class ByteChat {
    static final Tokenizer TOKENIZER =
            new Tokenizer(
                    new Vocabulary(
                            IntStream.range(0, 256).mapToObj(b -> new byte[] {(byte) b}).toList()),
                    SpecialTokens.k2(256, SpecialTokens.TRAINED_SLOTS));
    static final ChatEncoder ENCODER = new ChatEncoder(TOKENIZER, ChatTemplate.K2);

    private ByteChat() {}

    /// {@return the ids of text whose special tokens are spelled out}
    static int[] ids(String text) {
        return TOKENIZER.encodeWithSpecial(text);
    }

    /// {@return all events of an answer whose first call is the conversation's first}
    static List<AnswerEvent> events(int... ids) {
        return events(0, ids);
    }

    static List<AnswerEvent> events(int firstCall, int[] ids) {
        AnswerStream stream = new AnswerStream(ENCODER, firstCall);
        List<AnswerEvent> events = new ArrayList<>();
        for (int id : ids) {
            events.addAll(stream.push(id));
        }
        events.addAll(stream.finish());
        return events;
    }
}
