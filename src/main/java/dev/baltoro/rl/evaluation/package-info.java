/// What a policy did on held-out tasks, task by task, and how two or more policies compare on the
/// same ones.
///
/// Start here: [TaskOutcome] (one attempt), [OutcomeFiles] (a run's, in its folder), [Comparison]
/// (arms on the same tasks: intervals, a paired test, tokens), [ComparisonText] (it as a table).
@NullMarked
package dev.baltoro.rl.evaluation;

import org.jspecify.annotations.NullMarked;
