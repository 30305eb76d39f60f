package dev.baltoro.engine.grammar.copy;

import java.util.Optional;

/// What JSON's short escapes stand for.
final class Escape {
    private static final byte[] MEANT = {'"', '\\', '/', '\n', '\t', '\r', '\b', '\f'};

    private Escape() {}

    /// {@return whether any character may come that JSON escapes}
    static boolean mayCome(CopyState state) {
        for (byte meant : MEANT) {
            if (!state.next(meant).isNowhere()) {
                return true;
            }
        }
        return false;
    }

    /// {@return the byte that is meant; empty for `u`, since a copy has the character itself}
    ///
    /// @param second the escape's second byte
    static Optional<Byte> of(byte second) {
        return switch (second) {
            case 'n' -> Optional.of((byte) '\n');
            case 't' -> Optional.of((byte) '\t');
            case 'r' -> Optional.of((byte) '\r');
            case 'b' -> Optional.of((byte) '\b');
            case 'f' -> Optional.of((byte) '\f');
            case 'u' -> Optional.empty();
            default -> Optional.of(second);
        };
    }
}
