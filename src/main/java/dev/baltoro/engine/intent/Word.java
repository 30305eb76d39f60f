package dev.baltoro.engine.intent;

/// A word, a number or a sign of a text.
///
/// @param text as it stands
/// @param start of the text, in UTF-16 units
/// @param end past its last unit
/// @param part what it stands in
record Word(String text, int start, int end, Part part) {
    /// The parts of a conversation.
    enum Part {
        /// The system message.
        FACTS,
        /// What the user said earlier.
        USER,
        /// What the model said earlier.
        ASSISTANT,
        /// The arguments of an earlier call.
        CALL,
        /// What an earlier call gave back.
        RESULT,
        /// What the user says now.
        REQUEST
    }

    boolean follows(Word other) {
        return other.end == start;
    }
}
