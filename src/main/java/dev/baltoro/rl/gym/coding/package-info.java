/// Programming: small functions in Python and in Java, whose answers are run in a sandbox.
///
/// Start here: [CodingGym], [FunctionTask] (what is asked for), [FunctionCheck] (how an answer is
/// judged), [NumberSteps] (a family of functions).
@NullMarked
package dev.baltoro.rl.gym.coding;

import org.jspecify.annotations.NullMarked;
