package dev.baltoro.serve.openai;

import dev.baltoro.text.chat.ScoredToken;
import dev.baltoro.text.openai.LogprobsJson;
import dev.baltoro.text.tokenizer.StreamingDecoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the log-probabilities of one continuation's tokens as OpenAI's four lists, a part of them
/// at a time.
///
/// Offsets are those of code points, as OpenAI's clients in Python count: where in the text a token
/// begins. A token that is not text by itself is written as its bytes, `bytes:\xe2\x80`.
final class TextLogprobs {
    private static final HexFormat BYTES = HexFormat.of().withPrefix("\\x");

    private final Tokenizer tokenizer;
    private StreamingDecoder decoder;
    private int at;
    private Lists lists = Lists.empty();

    private record Lists(ArrayNode tokens, ArrayNode scores, ArrayNode tops, ArrayNode offsets) {
        static Lists empty() {
            JsonMapper json = JsonMapper.shared();
            return new Lists(
                    json.createArrayNode(),
                    json.createArrayNode(),
                    json.createArrayNode(),
                    json.createArrayNode());
        }

        ObjectNode json() {
            ObjectNode json = JsonMapper.shared().createObjectNode();
            json.set("tokens", tokens);
            json.set("token_logprobs", scores);
            json.set("top_logprobs", tops);
            json.set("text_offset", offsets);
            return json;
        }
    }

    TextLogprobs(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.decoder = new StreamingDecoder(tokenizer);
    }

    /// Adds the prompt that the text begins with, special tokens spelled out.
    void echo(Echo echo) {
        echo.first()
                .ifPresent(first -> {
                    placeText(first);
                    lists.scores.addNull();
                    lists.tops.addNull();
                });
        for (ScoredToken token : echo.scored()) {
            placeText(token.id());
            score(token);
        }
        at = codePoints(echo.text());
        decoder = new StreamingDecoder(tokenizer);
    }

    /// Adds tokens of the continuation; special ones have no text.
    void add(List<ScoredToken> tokens) {
        for (ScoredToken token : tokens) {
            if (tokenizer.isSpecial(token.id())) {
                place(token.id(), decoder.finish(), 0);
            } else {
                placeText(token.id());
            }
            score(token);
        }
    }

    /// {@return the lists of what was added since the last call; none if nothing was}
    Optional<ObjectNode> take() {
        Lists full = lists;
        lists = Lists.empty();
        return full.tokens.isEmpty() ? Optional.empty() : Optional.of(full.json());
    }

    private void placeText(int id) {
        String completed = decoder.push(id);
        // Of a token that is not text by itself, all that it completes is its own.
        place(id, completed, text(id).map(TextLogprobs::codePoints).orElse(codePoints(completed)));
    }

    /// @param completed the token's text, after what was held back of those before it
    /// @param own how much of it is the token's, in code points
    private void place(int id, String completed, int own) {
        lists.tokens.add(spelling(id));
        lists.offsets.add(at + codePoints(completed) - own);
        at += codePoints(completed);
    }

    /// The token itself is among the likeliest or comes after them.
    private void score(ScoredToken token) {
        double own = LogprobsJson.finite(token.logProbability());
        lists.scores.add(own);
        ObjectNode top = lists.tops.addObject();
        for (ScoredToken.Alternative other : token.alternatives()) {
            if (other.id() < tokenizer.vocabSize()) { // a model may have more scores
                top.put(spelling(other.id()), LogprobsJson.finite(other.logProbability()));
            }
        }
        if (!token.alternatives().isEmpty()) {
            top.put(spelling(token.id()), own);
        }
    }

    private String spelling(int id) {
        return text(id).orElseGet(() -> "bytes:" + BYTES.formatHex(tokenizer.tokenBytes(id)));
    }

    /// {@return a token's text, if its bytes are whole code points}
    private Optional<String> text(int id) {
        byte[] bytes = tokenizer.tokenBytes(id);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Optional.of(text)
                .filter(it -> Arrays.equals(it.getBytes(StandardCharsets.UTF_8), bytes));
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
