package dev.baltoro.train.corpus;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.shard.TokenEncoder;
import dev.baltoro.data.shard.TokenizerEncoder;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Texts to token ids, where some are conversations as a chat template renders them: their chat
/// tokens are spelled out, and become the tokens that they spell.
///
/// Only for texts of one's own making: anybody else's could spell turns that nobody took.
final class RenderedChats implements TokenEncoder {
    private static final List<String> TURNS =
            List.of(Marker.SYSTEM.content(), Marker.USER.content(), Marker.ASSISTANT.content());
    private static final Pattern TOKENS =
            Pattern.compile(
                    Arrays.stream(Marker.values())
                            .map(marker -> Pattern.quote(marker.content()))
                            .collect(Collectors.joining("|")));

    private final Tokenizer tokenizer;
    private final TokenEncoder plain;

    RenderedChats(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.plain = TokenizerEncoder.of(tokenizer);
    }

    /// {@return the text without chat tokens, for a vocabulary to be trained on}
    static String bare(String text) {
        return isChat(text) ? TOKENS.matcher(text).replaceAll("\n") : text;
    }

    private static boolean isChat(String text) {
        return TURNS.stream().anyMatch(text::startsWith);
    }

    @Override
    public Encoding encodeDocument(Document document) {
        return isChat(document.text())
                ? new Encoded(tokenizer.encodeWithSpecial(document.text()), Optional.empty())
                : plain.encodeDocument(document);
    }

    @Override
    public int[] encode(CharSequence text) {
        return plain.encode(text);
    }

    @Override
    public int vocabSize() {
        return plain.vocabSize();
    }

    @Override
    public int endOfDocument() {
        return plain.endOfDocument();
    }

    @Override
    public String id() {
        return plain.id();
    }

    @Override
    public void keepIn(Path dataset) throws IOException {
        plain.keepIn(dataset);
    }
}
