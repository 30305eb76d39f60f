package dev.baltoro.text.tokenizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/// Text to token ids and back: byte-level BPE with K2's split pattern and special tokens.
///
/// Immutable; any number of threads may share one. Ids below the vocabulary's size are ordinary
/// tokens, the rest are special.
public final class Tokenizer {
    private final Vocabulary vocabulary;
    private final SpecialTokens specials;
    private final String id;

    /// @throws IllegalArgumentException if the special tokens do not begin where the vocabulary
    ///   ends
    public Tokenizer(Vocabulary vocabulary, SpecialTokens specials) {
        if (specials.first() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    "special tokens begin at id %d, but the vocabulary ends before %d"
                            .formatted(specials.first(), vocabulary.size()));
        }
        this.vocabulary = vocabulary;
        this.specials = specials;
        this.id = hash(vocabulary, specials);
    }

    /// Reads a tiktoken rank file, or a folder with one; or a `tokenizer.json` that says the same
    /// ([HuggingFaceTokenizer]), where a folder has no rank file.
    ///
    /// Special tokens come from the `tokenizer_config.json` beside the ranks. Without it, a file of
    /// 163,584 ranks is K2's and gets K2's special tokens at K2's ids; any other gets the block of
    /// 32 that vocabularies trained here have.
    ///
    /// @throws IOException if it cannot be read or is malformed; the message says what is wrong
    public static Tokenizer load(Path fileOrFolder) throws IOException {
        return TokenizerFolder.load(fileOrFolder);
    }

    /// Writes the tokenizer as a folder, which takes the place of an older one in one rename: at no
    /// moment does it hold files of two tokenizers. What else lies in the older folder stays.
    public void publish(Path folder) throws IOException {
        TokenizerFolder.publish(this, folder);
    }

    /// Writes `tiktoken.model` and `tokenizer_config.json` into a folder, which is made if absent
    /// and which somebody else stages.
    public void save(Path folder) throws IOException {
        TokenizerFolder.save(this, folder);
    }

    /// {@return the ids of `text`; a special token spelled in it is ordinary text}
    ///
    /// A lone surrogate is encoded as U+FFFD.
    public int[] encode(CharSequence text) {
        Encoder encoder = new Encoder(vocabulary, specials, text.length() / 3);
        Slices.of(text, encoder::ordinary);
        return encoder.ids();
    }

    /// {@return the ids of `text`; a special token spelled in it becomes that token}
    ///
    /// As in K2's tokenizer, text over 400,000 code points is cut first, and a special token across
    /// a cut is ordinary text.
    public int[] encodeWithSpecial(CharSequence text) {
        Encoder encoder = new Encoder(vocabulary, specials, text.length() / 3);
        Slices.of(text, encoder::withSpecial);
        return encoder.ids();
    }

    /// {@return the ids of UTF-8 text, byte for byte: [#decodeBytes] gives back even what is
    /// ill-formed}
    public int[] encodeBytes(byte[] utf8) {
        Encoder encoder = new Encoder(vocabulary, specials, utf8.length / 3);
        Slices.of(utf8, encoder::ordinary);
        return encoder.ids();
    }

    /// {@return the text of `ids`, special tokens spelled out, ill-formed UTF-8 as U+FFFD}
    ///
    /// @throws IllegalArgumentException if an id is not in the vocabulary
    public String decode(int[] ids) {
        return new String(decodeBytes(ids), StandardCharsets.UTF_8);
    }

    /// {@return the bytes of `ids`}
    ///
    /// @throws IllegalArgumentException if an id is not in the vocabulary
    public byte[] decodeBytes(int[] ids) {
        int size = 0;
        for (int id : ids) {
            size = Math.addExact(size, table(id).length(number(id)));
        }
        byte[] bytes = new byte[size];
        int at = 0;
        for (int id : ids) {
            TokenTable table = table(id);
            table.copy(number(id), bytes, at);
            at += table.length(number(id));
        }
        return bytes;
    }

    /// {@return the bytes of one token}
    ///
    /// @throws IllegalArgumentException if the id is not in the vocabulary
    public byte[] tokenBytes(int id) {
        return table(id).bytes(number(id));
    }

    private TokenTable table(int id) {
        if (id < 0 || id >= vocabSize()) {
            throw new IllegalArgumentException(
                    "token id %d is outside of 0 to %d".formatted(id, vocabSize() - 1));
        }
        return isSpecial(id) ? specials.table() : vocabulary.table();
    }

    private int number(int id) {
        return isSpecial(id) ? id - specials.first() : id;
    }

    /// {@return number of ids, special ones and reserved slots included}
    public int vocabSize() {
        return specials.end();
    }

    /// {@return whether an id belongs to the special tokens}
    public boolean isSpecial(int id) {
        return id >= specials.first();
    }

    /// {@return the id of the special token that is spelled so, if there is one}
    public OptionalInt specialId(String content) {
        return specials.id(content);
    }

    /// {@return the id of the special token that is spelled so}
    ///
    /// @throws IllegalArgumentException if there is none
    public int requireSpecialId(String content) {
        return specials.id(content)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the tokenizer has no special token " + content));
    }

    /// {@return how the special tokens are spelled, by id}
    public List<String> specialNames() {
        return specials.tokens().stream().map(SpecialToken::content).toList();
    }

    /// {@return the special tokens}
    public SpecialTokens specials() {
        return specials;
    }

    /// {@return the ordinary tokens}
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// {@return SHA-256 over vocabulary, split pattern and special tokens, in hexadecimal}
    ///
    /// Tokenizers with equal ids encode and decode everything alike.
    public String id() {
        return id;
    }

    private static String hash(Vocabulary vocabulary, SpecialTokens specials) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        update(digest, K2Splitter.PATTERN.getBytes(StandardCharsets.UTF_8));
        for (int rank = 0; rank < vocabulary.size(); rank++) {
            update(digest, vocabulary.bytes(rank));
        }
        for (SpecialToken token : specials.tokens()) {
            update(digest, token.content().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Lengths go in too, so that no two lists of strings look alike.
    private static void update(MessageDigest digest, byte[] bytes) {
        int length = bytes.length;
        digest.update(
                new byte[] {
                    (byte) (length >>> 24),
                    (byte) (length >>> 16),
                    (byte) (length >>> 8),
                    (byte) length
                });
        digest.update(bytes);
    }
}
