package dev.baltoro.text.chat;

import java.util.Arrays;
import java.util.BitSet;

/// A conversation as token ids, with the tokens marked that an assistant's turn consists of.
public final class EncodedChat {
    private final int[] ids;
    private final BitSet answer;

    EncodedChat(int[] ids, BitSet answer) {
        this.ids = ids;
        this.answer = answer;
    }

    /// {@return number of tokens}
    public int size() {
        return ids.length;
    }

    /// {@return a copy of the ids}
    public int[] ids() {
        return ids.clone();
    }

    /// {@return the ids without the last one, which ends the last turn}
    public int[] idsBeforeEnd() {
        return Arrays.copyOf(ids, ids.length - 1);
    }

    /// {@return a copy of the marks: the tokens of answers, each answer a stretch of its own}
    public BitSet answers() {
        return (BitSet) answer.clone();
    }

    /// {@return whether the token at `index` belongs to an answer: the body of an assistant's turn,
    /// its tool calls and its end, but not its head}
    ///
    /// Where it is true the model is trained to produce the token.
    public boolean isAnswer(int index) {
        return answer.get(index);
    }
}
