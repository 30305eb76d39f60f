package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;

/// A value of a call, and where it stands in the text.
///
/// @param call its call's place among the calls
/// @param path of the argument
/// @param start in UTF-16 units; -1 if it stands nowhere
record SaidValue(int call, String path, String value, int start) {
    /// Values that are looked at.
    private static final int MOST = 48;

    /// Letters of a value that is looked for, and places where it is.
    private static final int LETTERS_MAX = 2_000;

    private static final int PLACES_MAX = 200;

    /// Letters of a value that may be learned as it is.
    private static final int SHORT_MAX = 12;

    /// {@return the values of some calls}
    ///
    /// @param lower the text, by [#lower(String)]
    /// @param request where the request begins in it
    static List<SaidValue> of(List<ToolCall> calls, String lower, int request) {
        List<SaidValue> values = new ArrayList<>();
        for (int call = 0; call < calls.size(); call++) {
            for (Leaf leaf : Leaf.of(List.of(calls.get(call)))) {
                if (values.size() < MOST) {
                    String value = leaf.value().isString() ? leaf.text() : leaf.value().toString();
                    values.add(
                            new SaidValue(call, leaf.path(), value, start(value, lower, request)));
                }
            }
        }
        return values;
    }

    /// {@return where a value stands by itself, in the request if it does; else within a word; -1
    /// if nowhere}
    private static int start(String value, String text, int request) {
        String lower = lower(value);
        if (lower.isBlank() || lower.length() > LETTERS_MAX) {
            return -1;
        }
        int within = place(lower, text, request);
        return within >= 0 ? within : place(lower, text, 0);
    }

    private static int place(String lower, String text, int from) {
        int within = -1;
        int at = text.indexOf(lower, from);
        for (int i = 0; i < PLACES_MAX && at >= 0; i++, at = text.indexOf(lower, at + 1)) {
            if (!isLetter(text, at - 1) && !isLetter(text, at + lower.length())) {
                return at;
            }
            within = within < 0 ? at : within;
        }
        return within;
    }

    private static boolean isLetter(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    /// {@return a text in small letters, each where it was}
    static String lower(String text) {
        char[] letters = text.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            letters[i] = Character.toLowerCase(letters[i]);
        }
        return new String(letters);
    }

    int end() {
        return start + value.length();
    }

    boolean isLiteral() {
        return start >= 0;
    }

    boolean meets(SaidValue other) {
        return isLiteral() && other.isLiteral() && start < other.end() && other.start < end();
    }

    /// {@return whether it is one of few, which may be learned as it is}
    boolean isWord() {
        return !isLiteral() || value.length() <= SHORT_MAX;
    }

    /// {@return whether one half says what the other does: `drafts/drafts`}
    boolean repeats() {
        String[] parts = value.split("/");
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].length() > 2 && parts[i].equals(parts[i - 1])) {
                return true;
            }
        }
        int half = value.length() / 2;
        return value.length() > 4
                && value.length() % 2 == 1
                && !Character.isLetterOrDigit(value.charAt(half))
                && value.substring(0, half).equals(value.substring(half + 1));
    }
}
