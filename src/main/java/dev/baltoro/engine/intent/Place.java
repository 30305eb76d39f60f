package dev.baltoro.engine.intent;

/// Words of a text.
///
/// @param from the first one
/// @param to behind the last one
record Place(int from, int to) {
    String text(ReadText read) {
        return read.said(read.words().get(from).start(), read.words().get(to - 1).end());
    }

    boolean meets(Place other) {
        return from < other.to && other.from < to;
    }

    boolean isRequest(ReadText read) {
        return read.words().get(from).part() == Word.Part.REQUEST;
    }
}
