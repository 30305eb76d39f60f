package dev.baltoro.rl.rollout;

import dev.baltoro.text.tokenizer.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The text of single tokens, for people.
final class TokenText {
    private TokenText() {}

    /// {@return a token's text; its bytes as `\xE2\x98` where they are only a part of a character}
    static String of(Tokenizer tokenizer, int id) {
        byte[] bytes = tokenizer.tokenBytes(id);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            StringBuilder hex = new StringBuilder();
            for (byte one : bytes) {
                hex.append(String.format(Locale.ROOT, "\\x%02X", one));
            }
            return hex.toString();
        }
    }
}
