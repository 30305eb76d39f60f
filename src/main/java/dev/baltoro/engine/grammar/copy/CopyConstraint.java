package dev.baltoro.engine.grammar.copy;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;
import dev.baltoro.text.chat.CallId;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds some arguments to spans of the conversation, beside what another constraint asks for. A
/// value may join a few spans, so that a path can be made of a folder and a name.
///
/// Where the other constraint leaves nothing that would be a copy, it alone decides, until the
/// value's end.
public final class CopyConstraint implements Constraint {
    private final Constraint inner;
    private final Tokenizer tokenizer;
    private final CopiedArguments copied;
    private final SourceText source;
    private final ByteArrayOutputStream id = new ByteArrayOutputStream();
    private String tool = "";
    private boolean inId;
    private @Nullable Progress progress;

    /// Where in a call's arguments it is, and in the value there if that is copied.
    private record Progress(ArgumentPlace place, Optional<CopyState> value) {}

    /// @param inner what the answer must be beside this
    /// @param conversation the ids that are copied from
    public CopyConstraint(
            Constraint inner, Tokenizer tokenizer, CopiedArguments copied, int[] conversation) {
        this.inner = inner;
        this.tokenizer = tokenizer;
        this.copied = copied;
        this.source = SourceText.of(tokenizer, conversation);
    }

    private CopyConstraint(CopyConstraint other) {
        this.inner = other.inner.copy();
        this.tokenizer = other.tokenizer;
        this.copied = other.copied;
        this.source = other.source;
        this.id.writeBytes(other.id.toByteArray());
        this.tool = other.tool;
        this.inId = other.inId;
        this.progress =
                other.progress == null
                        ? null
                        : new Progress(other.progress.place().copy(), other.progress.value());
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
        Progress at = progress;
        if (at == null) {
            return mask;
        }
        return mask.narrowed(token -> mayCome(at, token));
    }

    private boolean mayCome(Progress at, int token) {
        if (tokenizer.isSpecial(token)) {
            return true;
        }
        byte[] bytes = tokenizer.tokenBytes(token);
        return at.value().isPresent()
                ? staysCopied(at.value().get(), at.place().isEscaped(), bytes)
                : at.place().inString() || !opensMore(bytes) || opensCopied(at.place(), bytes);
    }

    /// {@return whether bytes go on with a copy, up to the value's end}
    private static boolean staysCopied(CopyState value, boolean escaped, byte[] bytes) {
        CopyState state = value;
        boolean escape = escaped;
        for (byte next : bytes) {
            if (!escape && next == '"') {
                return state.mayEnd();
            }
            if (!escape && next == '\\') {
                if (!Escape.mayCome(state)) {
                    return false;
                }
                escape = true;
                continue;
            }
            Optional<Byte> meant = escape ? Escape.of(next) : Optional.of(next);
            escape = false;
            if (meant.isEmpty()) {
                return false;
            }
            state = state.next(meant.get());
            if (state.isNowhere()) {
                return false;
            }
        }
        return true;
    }

    /// {@return whether bytes open no value, or one that begins as a copy does}
    private boolean opensCopied(ArgumentPlace before, byte[] bytes) {
        ArgumentPlace place = before.copy();
        for (int i = 0; i < bytes.length; i++) {
            place.next(bytes[i]);
            if (place.inValue() && bytes[i] == '"') {
                int spans = copied.spans(tool, place.path());
                byte[] rest = Arrays.copyOfRange(bytes, i + 1, bytes.length);
                return spans == 0 || staysCopied(CopyState.before(source, spans), false, rest);
            }
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
        } else if (progress != null) {
            for (byte next : tokenizer.tokenBytes(token)) {
                progress = after(progress, next);
            }
        }
    }

    private void marker(int token) {
        progress = null;
        if (is(token, Marker.CALL_BEGIN)) {
            id.reset();
            inId = true;
        } else if (inId && is(token, Marker.ARGUMENTS)) {
            tool = CallId.parse(id.toString(StandardCharsets.UTF_8)).name();
            inId = false;
            progress = new Progress(new ArgumentPlace(), Optional.empty());
        } else {
            inId = false;
        }
    }

    private boolean is(int token, Marker marker) {
        return tokenizer.specialId(marker.content()).orElse(-1) == token;
    }

    private Progress after(Progress before, byte next) {
        ArgumentPlace place = before.place();
        boolean inside = place.inValue();
        boolean escaped = place.isEscaped();
        place.next(next);
        if (!inside) {
            int spans = place.inValue() ? copied.spans(tool, place.path()) : 0;
            return new Progress(
                    place,
                    spans > 0 ? Optional.of(CopyState.before(source, spans)) : Optional.empty());
        }
        if (!place.inValue()) {
            return new Progress(place, Optional.empty());
        }
        if (!escaped && next == '\\') {
            return before;
        }
        Optional<CopyState> value =
                escaped
                        ? before.value().flatMap(state -> Escape.of(next).map(state::next))
                        : before.value().map(state -> state.next(next));
        return new Progress(place, value.filter(state -> !state.isNowhere()));
    }

    @Override
    public int distance() {
        return inner.distance();
    }
}
