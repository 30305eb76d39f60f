/// The gym of the domain faithfulness: answers from a given text, sentence by sentence supported.
///
/// Start here: [Faithfulness] (the tasks), [Supported] (how an answer is judged), [Fact].
@NullMarked
package dev.baltoro.rl.gym.faithfulness;

import org.jspecify.annotations.NullMarked;
