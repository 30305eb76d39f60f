package dev.baltoro.text.chat;

/// What an answer cost.
///
/// @param promptTokens tokens of the conversation, declarations and markers included
/// @param cachedTokens how many of them needed no computation
/// @param completionTokens tokens made, the one that ended the answer included
public record Usage(int promptTokens, int cachedTokens, int completionTokens) {
    /// {@return tokens in all}
    public int totalTokens() {
        return promptTokens + completionTokens;
    }
}
