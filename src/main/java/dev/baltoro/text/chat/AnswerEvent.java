package dev.baltoro.text.chat;

/// What one more token says about an answer.
///
/// Events come in this order: text; then, for each call, its beginning, its arguments in parts, and
/// its end; last [Ended], once. Calls never overlap. Markers give no event, and no delta is empty.
/// [ParsedAnswer#of] joins them.
public sealed interface AnswerEvent {
    /// More of the text outside of calls. There is none once calls have begun.
    record Text(String delta) implements AnswerEvent {}

    /// The model has named the tool it calls; arguments follow.
    ///
    /// @param index place among the calls of this answer, from 0
    /// @param id in K2's form `functions.{name}:{number}`, whatever the model wrote; no other call
    ///   of the answer has it
    /// @param name the tool's name, which need not be one that was declared
    record CallBegan(int index, String id, String name) implements AnswerEvent {}

    /// More of the arguments of the call at `index`, exactly as the model writes them but for space
    /// around them. A call without arguments has no such event.
    record Arguments(int index, String delta) implements AnswerEvent {}

    /// The call at `index` is complete. A call that was cut off has no such event.
    record CallEnded(int index) implements AnswerEvent {}

    /// Nothing follows.
    ///
    /// @param finished whether the model ended its turn, rather than being cut off
    record Ended(boolean finished) implements AnswerEvent {}
}
