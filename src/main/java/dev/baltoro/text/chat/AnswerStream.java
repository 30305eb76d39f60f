package dev.baltoro.text.chat;

import dev.baltoro.text.tokenizer.StreamingDecoder;
import java.util.ArrayList;
import java.util.List;

/// Reads an answer from the ids of its tokens, one by one, as the model gives them.
///
/// Only special tokens are markers; what ordinary tokens spell never is one. Special tokens that
/// mean nothing inside an answer (reserved slots, `[BOS]`, `[PAD]`, ...) are dropped: content must
/// render to the same ids when it comes back as history, and spelled out they would come back as
/// ordinary text. How much sloppiness is forgiven is [AnswerParser]'s to say.
///
/// Text waits only for the rest of a code point, and space for what follows it, as space before a
/// call belongs to the call. For one thread.
public final class AnswerStream {
    private final ChatEncoder encoder;
    private final StreamingDecoder decoder;
    private final List<AnswerEvent> events = new ArrayList<>();
    private final AnswerParser parser;

    /// @param firstCall number of the answer's first call in the conversation, see
    ///   [ToolCallIds#next]
    /// @throws IllegalArgumentException if `firstCall` is negative
    public AnswerStream(ChatEncoder encoder, int firstCall) {
        this.encoder = encoder;
        this.decoder = new StreamingDecoder(encoder.tokenizer());
        this.parser = new AnswerParser(firstCall, events::add);
    }

    /// {@return what the next token adds, perhaps nothing}
    ///
    /// Ids after the end of the turn are not looked at.
    ///
    /// @throws IllegalArgumentException if the id is not in the vocabulary
    public List<AnswerEvent> push(int id) {
        if (parser.finished()) {
            return List.of();
        }
        if (encoder.isKnownSpecial(id)) {
            // What is half a code point before a special token stays half a code point.
            parser.text(decoder.finish());
            encoder.marker(id).ifPresent(parser::marker);
        } else {
            parser.text(decoder.push(id));
        }
        return taken();
    }

    /// {@return what is left when the model gives no more tokens: text that was held back, and
    /// [AnswerEvent.Ended] unless the model ended its turn}
    ///
    /// A call that is open stays without its end. Afterwards there are no more events.
    public List<AnswerEvent> finish() {
        parser.text(decoder.finish());
        parser.cutOff();
        return taken();
    }

    private List<AnswerEvent> taken() {
        List<AnswerEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}
