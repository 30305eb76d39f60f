package dev.baltoro.engine.chat;

import dev.baltoro.text.chat.AnswerEvent;
import dev.baltoro.text.chat.AnswerStream;
import dev.baltoro.text.tokenizer.StreamingDecoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.List;

/// Makes events of tokens. For one thread.
interface TokenReader {
    /// {@return what the next token adds, perhaps nothing}
    List<AnswerEvent> push(int id);

    /// {@return what was held back, when no more tokens come}
    List<AnswerEvent> finish();

    /// {@return a reader of a chat's answer}
    static TokenReader chat(AnswerStream stream) {
        return new TokenReader() {
            @Override
            public List<AnswerEvent> push(int id) {
                return stream.push(id);
            }

            @Override
            public List<AnswerEvent> finish() {
                return stream.finish();
            }
        };
    }

    /// {@return a reader of text in which special tokens mean nothing and are left out}
    static TokenReader text(Tokenizer tokenizer) {
        StreamingDecoder decoder = new StreamingDecoder(tokenizer);
        return new TokenReader() {
            @Override
            public List<AnswerEvent> push(int id) {
                return event(tokenizer.isSpecial(id) ? decoder.finish() : decoder.push(id));
            }

            @Override
            public List<AnswerEvent> finish() {
                return event(decoder.finish());
            }
        };
    }

    private static List<AnswerEvent> event(String text) {
        return text.isEmpty() ? List.of() : List.of(new AnswerEvent.Text(text));
    }
}
