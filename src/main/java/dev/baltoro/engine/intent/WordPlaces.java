package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Where a text says something.
final class WordPlaces {
    private WordPlaces() {}

    /// {@return where words stand that are the same but for case, and `_` for a space}
    static List<Place> alike(ReadText read, String said) {
        List<Place> places = new ArrayList<>();
        if (said.isBlank()) {
            return places;
        }
        List<Word> words = read.words();
        for (int i = 0; i < words.size(); i++) {
            int start = words.get(i).start();
            int end = start + said.length();
            if (end > read.text().length() || !alike(read.text(), start, said)) {
                continue;
            }
            int j = i;
            while (j < words.size() && words.get(j).end() < end) {
                j++;
            }
            if (j < words.size()
                    && words.get(j).end() == end
                    && words.get(j).part() == words.get(i).part()) {
                places.add(new Place(i, j + 1));
            }
        }
        return places;
    }

    private static boolean alike(String text, int start, String said) {
        for (int i = 0; i < said.length(); i++) {
            if (plain(text.charAt(start + i)) != plain(said.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char plain(char c) {
        return c == '_' || c == '-' ? ' ' : Character.toLowerCase(c);
    }

    /// {@return free places of the very words}
    static List<Place> same(ReadText read, String said, Collection<Place> taken) {
        return free(read, alike(read, said), taken).stream()
                .filter(place -> place.text(read).equals(said))
                .toList();
    }

    /// {@return places that no other value takes: those of the request first, then those of earlier
    /// calls, which say best what was spoken of, then the latest}
    static List<Place> free(ReadText read, List<Place> places, Collection<Place> taken) {
        return places.stream()
                .filter(place -> taken.stream().noneMatch(each -> each.meets(place)))
                .sorted(
                        Comparator.comparingInt((Place place) -> rank(read, place))
                                .thenComparingInt(place ->
                                        place.isRequest(read) ? place.from() : -place.from()))
                .toList();
    }

    private static int rank(ReadText read, Place place) {
        return switch (read.words().get(place.from()).part()) {
            case REQUEST -> 0;
            case CALL -> 1;
            case FACTS, USER, ASSISTANT, RESULT -> 2;
        };
    }
}
