package dev.baltoro.engine.intent;

import java.util.List;
import java.util.Set;

/// A request with whole names in place of words by which it means things that the conversation has
/// named: `the decay plot` where there is `plots/decay.png`, `bo` where there is `Bo Lindqvist`. A
/// word that may mean two things stays as it is.
///
/// @param text the request with whole names
/// @param links where they stand in it, in order
record HalfNames(String text, List<Link> links) {
    HalfNames {
        links = List.copyOf(links);
    }

    /// A whole name in place of other words.
    ///
    /// @param start in the new text
    /// @param end past its last letter
    /// @param said the words
    record Link(int start, int end, String said) {
        Link shifted(int by) {
            return new Link(start + by, end + by, said);
        }
    }

    /// {@return a request with whole names}
    ///
    /// @param words of the request
    /// @param things that the conversation has named
    /// @param values texts of which the words must stay: a part of a longer value is no name
    static HalfNames of(
            String request, List<Word> words, List<NamedThing> things, Set<String> values) {
        return things.isEmpty()
                ? new HalfNames(request, List.of())
                : new NameLinker(request, words, things, values).link();
    }
}
