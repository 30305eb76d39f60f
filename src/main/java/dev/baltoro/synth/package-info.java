/// Training data that is made rather than found.
///
/// Start here: `request.RequestWriter`, which writes what people would type to an agent with given
/// tools, and the calls that answer it. Everything is a pure function of a seed and an index; no
/// model takes part, but in `teacher`, where one says written requests anew. Knows nothing of
/// gradients.
@NullMarked
package dev.baltoro.synth;

import org.jspecify.annotations.NullMarked;
