package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import java.util.ArrayList;
import java.util.List;

/// Slips of the fingers, in words only: what is to be copied stays as it is.
final class Typos {
    private static final int LETTERS_MIN = 4;

    private Typos() {}

    /// {@return the speech with one slip or two}
    static Speech in(Speech speech, Draws draw) {
        List<Speech.Piece> pieces = new ArrayList<>(speech.pieces());
        int slips = draw.chance(0.75) ? 1 : 2;
        for (int i = 0; i < slips; i++) {
            int at = draw.below(pieces.size());
            Speech.Piece piece = pieces.get(at);
            if (!piece.kept()) {
                pieces.set(at, new Speech.Piece(slip(piece.text(), draw), false));
            }
        }
        return new Speech(pieces);
    }

    private static String slip(String text, Draws draw) {
        String[] words = text.split(" ", -1);
        int at = draw.below(words.length);
        String word = words[at];
        if (word.length() < LETTERS_MIN || !word.chars().allMatch(Typos::latin)) {
            return text;
        }
        int place = draw.between(1, word.length() - 2);
        words[at] =
                switch (draw.below(4)) {
                    case 0 ->
                            word.substring(0, place)
                                    + word.charAt(place + 1)
                                    + word.charAt(place)
                                    + word.substring(place + 2);
                    case 1 -> word.substring(0, place) + word.substring(place + 1);
                    case 2 -> word.substring(0, place) + word.charAt(place) + word.substring(place);
                    default -> neighbour(word, place, draw);
                };
        return String.join(" ", words);
    }

    private static boolean latin(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String neighbour(String word, int place, Draws draw) {
        String[] rows = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
        for (String row : rows) {
            int at = row.indexOf(Character.toLowerCase(word.charAt(place)));
            if (at >= 0) {
                int next = at + (draw.chance(0.5) ? 1 : -1);
                char near = row.charAt(Math.floorMod(next, row.length()));
                return word.substring(0, place) + near + word.substring(place + 1);
            }
        }
        return word;
    }
}
