package dev.baltoro.text.chat;

import java.util.List;
import java.util.Optional;

/// The next bit of an answer.
///
/// They come in this order: text; then, for each call, its beginning, its arguments in parts and
/// its end; last [Ended], once. No delta is empty.
public sealed interface AnswerPart {
    /// More text.
    ///
    /// @param delta never empty
    /// @param tokens the tokens that begin in it, if log-probabilities were asked for
    record Text(String delta, List<ScoredToken> tokens) implements AnswerPart {
        public Text {
            tokens = List.copyOf(tokens);
        }
    }

    /// The model calls a tool; arguments follow.
    ///
    /// @param index place among the calls of this answer, from 0
    /// @param id K2's, `functions.{name}:{number}`, the number counted over the conversation
    /// @param name the tool's name
    record CallBegan(int index, String id, String name) implements AnswerPart {}

    /// More of the arguments of the call at `index`: JSON, not yet complete.
    record Arguments(int index, String delta) implements AnswerPart {}

    /// The call at `index` is complete. A call that was cut off has no such part.
    record CallEnded(int index) implements AnswerPart {}

    /// Nothing follows.
    ///
    /// @param tokens what is left of a continuation's tokens, which have no text: the one that
    ///   ended it; if log-probabilities were asked for
    /// @param stop the stop string that ended it, if one did
    record Ended(EndReason reason, Usage usage, List<ScoredToken> tokens, Optional<String> stop)
            implements AnswerPart {
        public Ended {
            tokens = List.copyOf(tokens);
        }

        /// Of an answer that no stop string ended, as far as is known.
        public Ended(EndReason reason, Usage usage, List<ScoredToken> tokens) {
            this(reason, usage, tokens, Optional.empty());
        }
    }
}
