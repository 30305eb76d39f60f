/// Values that people name in requests: files, names, numbers, dates, facts. Each has the JSON that
/// a call carries and the forms in which it is said.
///
/// Start here: [Slot] (draws a [Value]), [Slots] (all by name), [Situation] (what is known while a
/// request is written), [Surroundings] (the folders and entities that exist around the tools).
/// Values are composed, so that none of them need be met twice: what is learnt is to copy.
@NullMarked
package dev.baltoro.synth.value;

import org.jspecify.annotations.NullMarked;
