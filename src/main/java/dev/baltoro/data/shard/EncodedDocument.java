package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.data.Hashes;
import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.RejectionReason;
import dev.baltoro.stats.SplitMix64;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/// A document as tokens, with what the manifest and the split need to know of its text.
///
/// @param tokens its tokens and the end of document
/// @param learned which of them a loss counts; all if absent
/// @param hash 64 bits of the SHA-256 of the text, or of the tokens if they have a mask
/// @param bytes length of the text in UTF-8
@SuppressWarnings("ArrayRecordComponent") // a value that passes once from worker to writer
record EncodedDocument(int[] tokens, Optional<BitSet> learned, long hash, int bytes)
        implements EncodedItem {
    static EncodedItem of(Document document, TokenEncoder encoder) {
        byte[] utf8 = document.text().getBytes(StandardCharsets.UTF_8);
        TokenEncoder.Encoding encoding;
        try {
            encoding = encoder.encodeDocument(document);
        } catch (RuntimeException e) {
            throw new DataException(
                    "the tokenizer fails on " + document.id() + " (" + e.getMessage() + ")", e);
        }
        return switch (encoding) {
            case TokenEncoder.Refused(String why) ->
                    new EncodedItem.Rejected(document.rejected(RejectionReason.REFUSED, why));
            case TokenEncoder.Encoded encoded -> of(document, encoded, utf8, encoder);
        };
    }

    private static EncodedItem of(
            Document document, TokenEncoder.Encoded encoded, byte[] utf8, TokenEncoder encoder) {
        int[] content = encoded.ids();
        if (content.length == 0) {
            return new EncodedItem.Rejected(document.rejected(RejectionReason.EMPTY, ""));
        }
        int[] tokens = Arrays.copyOf(content, content.length + 1);
        tokens[content.length] = encoder.endOfDocument();
        long hash = encoded.learned().isPresent() ? hash(tokens) : Hashes.of(utf8);
        return new EncodedDocument(tokens, encoded.learned(), hash, utf8.length);
    }

    /// A document with a mask was made of a record, and equal ones may be spelled differently
    /// there: what counts is what is trained on.
    private static long hash(int[] tokens) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * tokens.length);
        bytes.asIntBuffer().put(tokens);
        return Hashes.of(bytes.array());
    }

    /// Whether the document is held out: a function of its text, the seed and the share alone, so
    /// that equal texts are never on both sides.
    boolean heldOut(long seed, double fraction) {
        return (SplitMix64.mix(seed, hash) >>> 11) * 0x1p-53 < fraction;
    }
}
