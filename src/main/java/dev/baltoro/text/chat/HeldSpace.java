package dev.baltoro.text.chat;

/// Lets text through and holds back the space at its end until it is clear what follows.
final class HeldSpace {
    private final StringBuilder held = new StringBuilder();

    /// {@return what can go on: the space held so far and `text` without the space at its end;
    /// empty if all of it is space}
    String pass(String text) {
        int end = text.stripTrailing().length();
        if (end == 0) {
            held.append(text);
            return "";
        }
        String passed = held.append(text, 0, end).toString();
        held.setLength(0);
        held.append(text, end, text.length());
        return passed;
    }

    /// {@return the space held, which is text after all}
    String release() {
        String released = held.toString();
        held.setLength(0);
        return released;
    }

    /// Forgets the space held.
    void drop() {
        held.setLength(0);
    }
}
