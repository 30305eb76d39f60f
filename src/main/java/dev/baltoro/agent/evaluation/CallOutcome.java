package dev.baltoro.agent.evaluation;

import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpResult;

/// What came of a call that a server was asked for.
///
/// @param ending how it ended
/// @param text what a model reads of it
public record CallOutcome(Ending ending, String text) {
    /// JSON-RPC's code of parameters that are not what the method takes.
    private static final int INVALID_PARAMS = -32602;

    /// How a call ended.
    public enum Ending {
        /// The tool did what it was asked.
        ACCEPTED("accepted"),
        /// It was understood and could not be done: what it names is not there, or not allowed.
        FAILED("failed"),
        /// Its arguments are not what the tool takes, whatever there is.
        MALFORMED("malformed"),
        /// The server ended, or took too long, or said what cannot be read.
        UNANSWERED("no answer");

        private final String word;

        Ending(String word) {
            this.word = word;
        }

        /// {@return how it is written}
        public String word() {
            return word;
        }
    }

    /// {@return whether the tool answered, be it that it failed}
    public boolean isAnswer() {
        return ending == Ending.ACCEPTED || ending == Ending.FAILED;
    }

    static CallOutcome of(McpResult result, String text) {
        boolean failed = result.isError() || ArgumentComplaint.isFailure(result.text());
        if (!failed) {
            return new CallOutcome(Ending.ACCEPTED, text);
        }
        return new CallOutcome(
                ArgumentComplaint.is(result.text()) ? Ending.MALFORMED : Ending.FAILED, text);
    }

    static CallOutcome of(McpException refusal, String text) {
        if (refusal.kind() != McpException.Kind.REFUSED) {
            return new CallOutcome(Ending.UNANSWERED, text);
        }
        String said = String.valueOf(refusal.getMessage());
        boolean malformed =
                refusal.code() == INVALID_PARAMS
                        ? !ArgumentComplaint.isOfWhatIsThere(said) || ArgumentComplaint.is(said)
                        : ArgumentComplaint.is(said);
        return new CallOutcome(malformed ? Ending.MALFORMED : Ending.FAILED, text);
    }
}
