package dev.baltoro.synth.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// A sentence in the making: words that may still be changed, and values that may not.
///
/// @param pieces in order
record Speech(List<Piece> pieces) {
    /// @param kept whether it is a value, which is typed as it is
    /// @param slot the key of the value's slot, if it is said in its usual form; otherwise empty
    record Piece(String text, boolean kept, String slot) {
        Piece(String text, boolean kept) {
            this(text, kept, "");
        }
    }

    Speech {
        pieces = List.copyOf(pieces);
    }

    static Speech words(String text) {
        return new Speech(List.of(new Piece(text, false)));
    }

    Speech then(Speech more) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(more.pieces);
        return new Speech(all);
    }

    Speech then(String words) {
        return then(words(words));
    }

    /// {@return the speech from one piece to another, without the last}
    Speech part(int from, int to) {
        return new Speech(pieces.subList(from, to));
    }

    /// {@return the speech with words that follow words joined to one piece}
    Speech merged() {
        List<Piece> out = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!out.isEmpty() && !piece.kept && !out.getLast().kept) {
                out.add(new Piece(out.removeLast().text + piece.text, false));
            } else {
                out.add(piece);
            }
        }
        return new Speech(out);
    }

    boolean isEmpty() {
        return pieces.stream().allMatch(piece -> piece.text.isEmpty());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text));
        return text.toString();
    }

    /// {@return the speech with its words changed and its values as they were}
    Speech edit(UnaryOperator<String> edit) {
        return new Speech(
                pieces.stream()
                        .map(piece -> piece.kept ? piece : new Piece(edit.apply(piece.text), false))
                        .toList());
    }

    /// {@return the speech without the doubled spaces and the spaces before commas that empty
    /// alternatives leave}
    Speech tidy() {
        List<Piece> out = new ArrayList<>();
        char before = ' ';
        for (Piece piece : pieces) {
            if (piece.text.isEmpty()) {
                continue;
            }
            if (piece.kept) {
                out.add(piece);
                before = piece.text.charAt(piece.text.length() - 1);
                continue;
            }
            StringBuilder words = new StringBuilder();
            for (char c : piece.text.toCharArray()) {
                if (c == ' ' && (before == ' ' || before == '\n')) {
                    continue;
                }
                if (",.?!;".indexOf(c) >= 0 && before == ' ') {
                    if (words.isEmpty()) {
                        closeUp(out);
                    } else {
                        words.setLength(words.length() - 1);
                    }
                }
                words.append(c);
                before = c;
            }
            out.add(new Piece(words.toString(), false));
        }
        return new Speech(trimmed(out));
    }

    /// Takes away the space that the last words end with.
    private static void closeUp(List<Piece> pieces) {
        if (!pieces.isEmpty() && !pieces.getLast().kept && pieces.getLast().text.endsWith(" ")) {
            String text = pieces.removeLast().text;
            pieces.add(new Piece(text.substring(0, text.length() - 1), false));
        }
    }

    private static List<Piece> trimmed(List<Piece> pieces) {
        List<Piece> out = new ArrayList<>(pieces);
        while (!out.isEmpty() && !out.getLast().kept) {
            String text = out.removeLast().text.stripTrailing();
            if (!text.isEmpty()) {
                out.add(new Piece(text, false));
                break;
            }
        }
        if (!out.isEmpty() && !out.getFirst().kept) {
            out.set(0, new Piece(out.getFirst().text.stripLeading(), false));
        }
        return out;
    }

    /// {@return with a capital letter at the beginning, unless a value stands there}
    Speech capitalised() {
        return first(text ->
                Character.isLowerCase(text.codePointAt(0))
                        ? text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                                + text.substring(text.offsetByCodePoints(0, 1))
                        : text);
    }

    /// {@return with a small letter at the beginning, unless a value or the word I stands there}
    Speech uncapitalised() {
        return first(text ->
                text.matches("(?s)I\\b.*")
                                || text.length() > 1 && Character.isUpperCase(text.charAt(1))
                        ? text
                        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1));
    }

    private Speech first(UnaryOperator<String> edit) {
        if (pieces.isEmpty() || pieces.getFirst().kept || pieces.getFirst().text.isEmpty()) {
            return this;
        }
        List<Piece> all = new ArrayList<>(pieces);
        all.set(0, new Piece(edit.apply(all.getFirst().text), false));
        return new Speech(all);
    }
}
