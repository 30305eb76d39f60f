/// The gym of the domain instructions: demands on a text that a machine can check, one or several
/// at once, and a check against claims of compliance.
///
/// Start here: [Instructions] (the tasks), [Demand] (what is demanded, and its check), [Response],
/// [JsonFacts], [OrderedList].
@NullMarked
package dev.baltoro.rl.gym.instructions;

import org.jspecify.annotations.NullMarked;
