package dev.baltoro.engine.intent;

import java.util.List;

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
            return read.text()
                    .substring(read.words().get(from).start(), read.words().get(to - 1).end());
        }
    }

    /// {@return the arguments in the order of the text: what decides which calls the values make}
    List<String> labels() {
        return spans.stream().map(Span::label).toList();
    }
}
