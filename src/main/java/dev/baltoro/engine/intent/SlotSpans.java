package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which words are values.
///
/// @param spans in the order of the text
record SlotSpans(List<Span> spans) {
    SlotSpans {
        spans = List.copyOf(spans);
    }

    /// Words that say one value.
    ///
    /// @param from the first word's place
    /// @param to behind the last one's
    /// @param label which argument it is of: a tool and a path
    record Span(int from, int to, String label) {
        /// {@return what stands there}
        String text(ReadText read) {
            return new Place(from, to).text(read);
        }
    }

    /// {@return the arguments in the order of the text: what decides which calls the values make}
    List<String> labels() {
        return spans.stream().map(Span::label).toList();
    }

    /// {@return the same with the last value going on to the end of the text; empty unless it has
    /// several words, stands behind a colon, ends before the text does, and is no item of a list,
    /// since these are short}
    Optional<SlotSpans> toTheEnd(ReadText read) {
        int end = read.words().size();
        if (spans.isEmpty() || spans.getLast().to == end) {
            return Optional.empty();
        }
        Span last = spans.getLast();
        boolean behindColon = last.from > 0 && read.words().get(last.from - 1).text().equals(":");
        if (!behindColon || last.to - last.from < 2 || last.label.contains("[]")) {
            return Optional.empty();
        }
        List<Span> longer = new ArrayList<>(spans);
        longer.set(longer.size() - 1, new Span(last.from, end, last.label));
        return Optional.of(new SlotSpans(longer));
    }
}
