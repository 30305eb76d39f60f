package dev.baltoro.engine.chat;

import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.BitSet;
import java.util.Set;

/// The tokens that make a text a question.
///
/// @param marks tokens with a question mark, in any script that has one
/// @param ends tokens that end a turn
/// @param calls the token that begins calls
record QuestionTokens(BitSet marks, Set<Integer> ends, int calls) {
    static QuestionTokens of(Tokenizer tokenizer, ChatEncoder encoder, Set<Integer> ends) {
        BitSet marks = new BitSet();
        for (int token = 0; token < tokenizer.vocabSize(); token++) {
            String text = tokenizer.decode(new int[] {token});
            if (text.indexOf('?') >= 0 || text.indexOf('？') >= 0 || text.indexOf('؟') >= 0) {
                marks.set(token);
            }
        }
        return new QuestionTokens(marks, ends, encoder.id(Marker.CALLS_BEGIN));
    }
}
