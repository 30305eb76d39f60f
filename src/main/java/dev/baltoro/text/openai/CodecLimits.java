package dev.baltoro.text.openai;

/// How much one document may hold.
///
/// @param messages turns of a conversation
/// @param parts parts of one message's content
/// @param tools tools declared, and calls in one message
/// @param nameChars characters of a function's or schema's name
/// @param stopChars characters of a stop string
/// @param biases tokens with a bias
/// @param choiceTexts texts of which an answer is one
/// @param choices answers to one request
/// @param tokens most tokens that can be asked for
/// @param tokenIds token ids end before this one
public record CodecLimits(
        int messages,
        int parts,
        int tools,
        int nameChars,
        int stopChars,
        int biases,
        int choiceTexts,
        int choices,
        int tokens,
        int tokenIds) {
    /// OpenAI's own limits where it has some, and as generous elsewhere.
    public static final CodecLimits OPENAI =
            new CodecLimits(8192, 1024, 128, 64, 256, 1024, 1024, 128, 1 << 24, Integer.MAX_VALUE);

    /// {@return these for a vocabulary of so many tokens}
    public CodecLimits withTokenIds(int count) {
        return new CodecLimits(
                messages,
                parts,
                tools,
                nameChars,
                stopChars,
                biases,
                choiceTexts,
                choices,
                tokens,
                count);
    }
}
