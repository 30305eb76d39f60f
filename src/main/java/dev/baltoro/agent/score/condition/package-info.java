/// How an argument may differ from the expected one: the conditions of a request's `free` rules.
///
/// Start here: [Condition], [FreeRule] (an argument's conditions), [ConditionReader].
@NullMarked
package dev.baltoro.agent.score.condition;

import org.jspecify.annotations.NullMarked;
