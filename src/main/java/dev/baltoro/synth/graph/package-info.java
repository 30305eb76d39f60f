/// Values for stores of entities, their observations and relations.
///
/// Start here: [Graph].
@NullMarked
package dev.baltoro.synth.graph;

import org.jspecify.annotations.NullMarked;
