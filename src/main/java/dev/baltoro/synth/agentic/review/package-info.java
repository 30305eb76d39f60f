/// What is kept of many conversations: rules that a program checks, then a reviewer, each with
/// reasons. Nothing is thrown away; what was refused says why.
///
/// Start here: [RuleFilter] (the first filter), [Reviewer] (the second), [TaskVerifier] (the
/// rubric's checkable part), [SetConsistency] (across a whole set).
@NullMarked
package dev.baltoro.synth.agentic.review;

import org.jspecify.annotations.NullMarked;
