package dev.baltoro.text.chat;

/// A stretch of a rendered conversation: a special token, or text in which nothing is special.
sealed interface Segment {
    /// A special token.
    ///
    /// @param answer whether the model is to produce it
    record Token(Marker marker, boolean answer) implements Segment {}

    /// A token that not every model of the family has; where it is missing, text of that spelling.
    ///
    /// @param answer whether the model is to produce it
    record Named(String content, boolean answer) implements Segment {}

    /// Text; what is spelled like a special token in it is ordinary.
    ///
    /// @param answer whether the model is to produce it
    record Text(String text, boolean answer) implements Segment {}
}
