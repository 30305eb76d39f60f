/// The gym of the domain faithfulness: answers from a given text, sentence by sentence supported.
@NullMarked
package dev.baltoro.rl.gym.faithfulness;

import org.jspecify.annotations.NullMarked;
