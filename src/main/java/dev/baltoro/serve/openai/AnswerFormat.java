package dev.baltoro.serve.openai;

import dev.baltoro.engine.chat.AnswerPart;
import dev.baltoro.engine.chat.EndReason;
import dev.baltoro.engine.chat.Usage;
import dev.baltoro.engine.chat.WholeAnswer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// How one endpoint words one response.
interface AnswerFormat {
    /// {@return the document of answers that have ended, by choice}
    ObjectNode whole(List<WholeAnswer> answers, Usage usage);

    /// {@return the event that opens a choice, if it has one}
    Optional<ObjectNode> opening(int choice);

    /// {@return the event that says a part, if that part is said}
    Optional<ObjectNode> chunk(int choice, AnswerPart part);

    /// {@return the event that says what all choices cost}
    ObjectNode usageChunk(Usage usage);

    /// {@return OpenAI's word}
    static String word(EndReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CANCELLED -> throw new RequestException(Delivery.CANCELLED);
        };
    }
}
