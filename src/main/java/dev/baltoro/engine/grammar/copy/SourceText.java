package dev.baltoro.engine.grammar.copy;

import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A conversation as values are copied from it: its bytes, and where a span of it may begin and
/// end.
///
/// A span begins with a word, or with what stands behind a space or a quote. It ends where a word
/// does, but not inside of a name such as `/srv/cafe/menu.txt` or `run_02`.
final class SourceText {
    /// Parts turns: no value has it.
    private static final byte PARTING = 0;

    private static final String CONNECTING = "/\\._-@+:";

    private final byte[] bytes;
    private final BitSet words = new BitSet();
    private final BitSet leaves = new BitSet();
    private final List<List<Integer>> starts = new ArrayList<>();

    private SourceText(byte[] bytes) {
        this.bytes = bytes;
        for (int i = 0; i < 256; i++) {
            starts.add(new ArrayList<>());
        }
        markWords();
        for (int i = 0; i < bytes.length; i++) {
            if (isStart(i)) {
                starts.get(bytes[i] & 0xFF).add(i);
            }
        }
        for (int i = 0; i <= bytes.length; i++) {
            leaves.set(i, isLeave(i));
        }
    }

    /// {@return the text of messages, each of its own}
    static SourceText of(List<String> texts) {
        return new SourceText(String.join("\0", texts).getBytes(StandardCharsets.UTF_8));
    }

    /// {@return a conversation's text, of which special ids part turns}
    static SourceText of(Tokenizer tokenizer, int[] conversation) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int id : conversation) {
            if (tokenizer.isSpecial(id)) {
                text.write(PARTING);
            } else {
                text.writeBytes(tokenizer.tokenBytes(id));
            }
        }
        return new SourceText(text.toByteArray());
    }

    private void markWords() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int at = 0;
        for (int character : text.codePoints().toArray()) {
            int length = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            boolean mark = Character.getType(character) == Character.NON_SPACING_MARK;
            words.set(at, at + length, mark || Character.isLetterOrDigit(character));
            at += length;
        }
    }

    private boolean isStart(int at) {
        if (isSpace(bytes[at]) || isContinuation(bytes[at])) {
            return false;
        }
        return at == 0
                || isSpace(bytes[at - 1])
                || isQuote(bytes[at - 1])
                || isForeign(at)
                || words.get(at) && !words.get(at - 1);
    }

    private boolean isLeave(int at) {
        if (at == 0 || at == bytes.length || isForeign(at) || isForeign(at - 1)) {
            return at == bytes.length || !isContinuation(bytes[at]);
        }
        if (isContinuation(bytes[at]) || words.get(at) && words.get(at - 1)) {
            return false;
        }
        boolean connects = CONNECTING.indexOf(bytes[at]) >= 0;
        boolean goesOn = at + 1 < bytes.length && words.get(at + 1);
        return !(words.get(at - 1) && connects && goesOn);
    }

    /// {@return whether it is of a writing that does not part words}
    private boolean isForeign(int at) {
        return (bytes[at] & 0xFF) >= 0xE2
                || isContinuation(bytes[at]) && at > 0 && isForeign(at - 1);
    }

    private static boolean isContinuation(byte one) {
        return (one & 0xC0) == 0x80;
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\n' || one == '\t' || one == '\r' || one == PARTING;
    }

    private static boolean isQuote(byte one) {
        return one == '"' || one == '\'' || one == '`' || one == '(' || one == '[' || one == '{';
    }

    int length() {
        return bytes.length;
    }

    byte at(int place) {
        return bytes[place];
    }

    /// {@return where spans may begin that have this byte first}
    List<Integer> starts(byte first) {
        return starts.get(first & 0xFF);
    }

    /// {@return whether a span may end before a place}
    boolean mayLeave(int place) {
        return leaves.get(place);
    }

    /// {@return how many spans a value takes at least; `most + 1` if more than `most`}
    int spans(String value, int most) {
        for (int spans = 0; spans <= most; spans++) {
            CopyState state = CopyState.before(this, spans);
            for (byte next : value.getBytes(StandardCharsets.UTF_8)) {
                state = state.next(next);
            }
            if (state.mayEnd()) {
                return spans;
            }
        }
        return most + 1;
    }
}
