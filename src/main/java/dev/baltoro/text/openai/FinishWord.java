package dev.baltoro.text.openai;

import dev.baltoro.text.chat.EndReason;

/// OpenAI's words for why an answer ended.
public final class FinishWord {
    private FinishWord() {}

    /// {@return OpenAI's word}
    ///
    /// @throws IllegalArgumentException if the answer was cancelled, for which there is no word
    public static String word(EndReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CANCELLED -> throw new IllegalArgumentException("the answer was cancelled");
        };
    }

    /// {@return the reason of a word}
    ///
    /// A word for calls that the client chose is `stop`; here every answer that ends with calls
    /// ends by them.
    ///
    /// @param calls whether the answer has complete calls
    /// @throws FieldException if it is another word
    static EndReason read(Fields choice, boolean calls) {
        String key = "finish_reason";
        return switch (choice.requiredString(key)) {
            case "stop", "tool_calls" -> calls ? EndReason.TOOL_CALLS : EndReason.STOP;
            case "length" -> EndReason.LENGTH;
            default -> throw choice.wrong(key, "stop, length or tool_calls");
        };
    }
}
