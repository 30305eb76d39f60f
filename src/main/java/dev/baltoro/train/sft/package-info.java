/// Supervised fine-tuning on conversations: the loss counts the assistant's turns alone.
///
/// Start here: [FineTuning] (the loop), [SftRun] (the loop in its folder), [SftData] (conversations
/// to shards, and shards to rows), [FirstWeights], [HeldOutAnswers] (generation against the answers
/// that are there), [AnswerWriter].
///
/// May use `train.recipe`, `train.step`, `train.optim`, `train.schedule` and `train.run`, `io`,
/// `stats`, `data`, `model`, `text` and `tensor`; writes answers through [AnswerWriter], since it
/// may not use the engine.
@NullMarked
package dev.baltoro.train.sft;

import org.jspecify.annotations.NullMarked;
