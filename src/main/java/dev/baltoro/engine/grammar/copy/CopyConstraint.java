package dev.baltoro.engine.grammar.copy;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;
import dev.baltoro.text.chat.CallId;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Holds the words of some arguments to those of the conversation, beside what another constraint
/// asks for. What stands between words is free, so a path may be joined from a folder and a name.
///
/// Where the other constraint leaves nothing that would be a copy, it alone decides.
public final class CopyConstraint implements Constraint {
    private final Constraint inner;
    private final Tokenizer tokenizer;
    private final CopiedArguments copied;
    private final SourceWords source;
    private final ByteArrayOutputStream id;
    private @Nullable ArgumentPlace place;
    private String tool;
    private boolean inId;
    private int word;

    /// @param inner what the answer must be beside this
    /// @param conversation the ids whose words are copied
    public CopyConstraint(
            Constraint inner, Tokenizer tokenizer, CopiedArguments copied, int[] conversation) {
        this.inner = inner;
        this.tokenizer = tokenizer;
        this.copied = copied;
        this.source = new SourceWords(tokenizer, conversation);
        this.id = new ByteArrayOutputStream();
        this.tool = "";
        this.word = SourceWords.BETWEEN;
    }

    private CopyConstraint(CopyConstraint other) {
        this.inner = other.inner.copy();
        this.tokenizer = other.tokenizer;
        this.copied = other.copied;
        this.source = other.source;
        this.id = new ByteArrayOutputStream();
        this.id.writeBytes(other.id.toByteArray());
        this.place = other.place == null ? null : other.place.copy();
        this.tool = other.tool;
        this.inId = other.inId;
        this.word = other.word;
    }

    @Override
    public Constraint copy() {
        return new CopyConstraint(this);
    }

    @Override
    public TokenMask allowed() {
        return allowed(Integer.MAX_VALUE);
    }

    @Override
    public TokenMask allowed(int remaining) {
        TokenMask mask = inner.allowed(remaining);
        ArgumentPlace at = place;
        if (at == null) {
            return mask;
        }
        boolean inside = at.inValue() && copied.contains(tool, at.path());
        BitSet kept = new BitSet();
        for (int token = 0; token < mask.vocabSize(); token++) {
            if (mask.allows(token) && (inside ? staysCopied(at, token) : opensCopied(at, token))) {
                kept.set(token);
            }
        }
        return kept.isEmpty() ? mask : TokenMask.of(kept, mask.vocabSize());
    }

    /// {@return whether a token goes on with words of the source, up to the value's end}
    private boolean staysCopied(ArgumentPlace at, int token) {
        if (tokenizer.isSpecial(token)) {
            return true;
        }
        int node = word;
        boolean escaped = at.isEscaped();
        for (byte next : tokenizer.tokenBytes(token)) {
            if (escaped) {
                if (next == 'u') {
                    return false; // a copy has the character itself
                }
                escaped = false;
                continue;
            }
            node = source.next(node, next);
            if (node == SourceWords.NOWHERE) {
                return false;
            }
            if (next == '"') {
                return true;
            }
            escaped = next == '\\';
        }
        return true;
    }

    /// {@return whether a token opens no value, or one that begins with words of the source}
    private boolean opensCopied(ArgumentPlace at, int token) {
        if (tokenizer.isSpecial(token) || !opensMore(tokenizer.tokenBytes(token))) {
            return true;
        }
        ArgumentPlace after = at.copy();
        int node = SourceWords.BETWEEN;
        for (byte next : tokenizer.tokenBytes(token)) {
            boolean inside =
                    after.inValue() && !after.isEscaped() && copied.contains(tool, after.path());
            if (inside) {
                node = source.next(node, next);
                if (node == SourceWords.NOWHERE) {
                    return false;
                }
            }
            after.next(next);
        }
        return true;
    }

    /// {@return whether something stands behind a quote}
    private static boolean opensMore(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '"') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void accept(int token) {
        inner.accept(token);
        if (tokenizer.isSpecial(token)) {
            marker(token);
        } else if (inId) {
            id.writeBytes(tokenizer.tokenBytes(token));
        } else if (place != null) {
            bytes(place, tokenizer.tokenBytes(token));
        }
    }

    private void marker(int token) {
        if (is(token, Marker.CALL_BEGIN)) {
            id.reset();
            inId = true;
        } else if (is(token, Marker.ARGUMENTS)) {
            tool = CallId.parse(id.toString(StandardCharsets.UTF_8)).name();
            inId = false;
            place = new ArgumentPlace();
        } else {
            place = null;
            inId = false;
        }
        word = SourceWords.BETWEEN;
    }

    private boolean is(int token, Marker marker) {
        return tokenizer.specialId(marker.content()).orElse(-1) == token;
    }

    private void bytes(ArgumentPlace at, byte[] bytes) {
        for (byte next : bytes) {
            boolean copying = at.inValue() && !at.isEscaped();
            word = copying ? source.next(word, next) : SourceWords.BETWEEN;
            if (word == SourceWords.NOWHERE) {
                word = SourceWords.BETWEEN; // in a value that is free, or as the other constraint had it
            }
            at.next(next);
        }
    }

    @Override
    public int distance() {
        return inner.distance();
    }
}
