package dev.baltoro.text.chat;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// How one dialect words one response, whole or as events. For one thread.
///
/// A cancelled answer has no words: the sender tells the client of the error instead.
public interface AnswerFormat {
    /// {@return the document of answers that have ended, by choice}
    ///
    /// @param usage what all of them cost
    ObjectNode whole(List<WholeAnswer> answers, Usage usage);

    /// {@return the events that open a choice}
    List<StreamEvent> opening(int choice);

    /// {@return the events that say a part}
    List<StreamEvent> part(int choice, AnswerPart part);

    /// {@return the events after the end of all choices; the last of them ends the stream}
    ///
    /// @param usage what all choices cost
    List<StreamEvent> closing(Usage usage);
}
