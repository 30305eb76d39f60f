/// Measures training: tokens a second, share of the machine's own peak, what the optimizer takes,
/// memory.
///
/// May use `train.pretrain` and `train.optim`. Nothing uses it but the command.
@NullMarked
package dev.baltoro.train.bench;

import org.jspecify.annotations.NullMarked;
