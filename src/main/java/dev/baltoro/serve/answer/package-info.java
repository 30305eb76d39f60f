/// Answers on their way from engines to clients, whatever the dialect: which model is asked, the
/// answers sent whole or as events, what a client is told of an engine's errors.
///
/// Start here: [ModelRegistry] (name to engine), [Delivery] (sends an answer whole or as events),
/// [InterleavedAnswers] (several choices in one stream), [EngineErrors].
///
/// Uses `engine`, `serve.http` and `text`.
@NullMarked
package dev.baltoro.serve.answer;

import org.jspecify.annotations.NullMarked;
