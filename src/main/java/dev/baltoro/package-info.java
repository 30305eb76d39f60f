/// Baltoro: Kimi K2's system on the JVM. Each sub-package is a room; `ArchitectureTest` says which
/// room may use which.
///
/// Start here: `tensor.Tensor`, `model.K2Model`, `train.step.TrainingStep`,
/// `train.pretrain.Pretraining`, `engine.Engine`, `engine.chat.ChatEngine`, `serve.Server`,
/// `cli.Main`. Every package has such a list of its own; docs/architecture.md follows a training
/// step and a request through them.
@NullMarked
package dev.baltoro;

import org.jspecify.annotations.NullMarked;
