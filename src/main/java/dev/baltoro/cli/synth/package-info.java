/// `baltoro synth …`: training data that is made.
///
/// Start here: [SynthRequestsCommand].
@NullMarked
package dev.baltoro.cli.synth;

import org.jspecify.annotations.NullMarked;
