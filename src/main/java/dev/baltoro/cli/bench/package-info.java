/// `baltoro bench`: what the machine makes of training and serving.
///
/// Start here: [BenchTrainCommand], [BenchServeCommand], [BenchSoakCommand].
@NullMarked
package dev.baltoro.cli.bench;

import org.jspecify.annotations.NullMarked;
