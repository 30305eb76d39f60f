package dev.baltoro.text.tokenizer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Decodes ids one by one, as a model gives them, and holds back a code point until it is whole.
///
/// The parts joined are equal to what [Tokenizer#decode] gives for all ids. For one thread.
public final class StreamingDecoder {
    private final Tokenizer tokenizer;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /// Bytes of a code point that is not whole yet: at most three.
    private byte[] held = new byte[0];

    public StreamingDecoder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// {@return the text that `id` completes, perhaps none}
    ///
    /// @throws IllegalArgumentException if the id is not in the vocabulary
    public String push(int id) {
        return decode(tokenizer.tokenBytes(id), false);
    }

    /// {@return what was held back, as U+FFFD}; the decoder can be used anew afterwards
    public String finish() {
        String rest = decode(new byte[0], true);
        decoder.reset();
        return rest;
    }

    private String decode(byte[] bytes, boolean last) {
        ByteBuffer input = ByteBuffer.allocate(held.length + bytes.length).put(held).put(bytes);
        input.flip();
        CharBuffer output = CharBuffer.allocate(input.remaining() + 1);
        decoder.decode(input, output, last);
        held = new byte[input.remaining()];
        input.get(held);
        return output.flip().toString();
    }
}
