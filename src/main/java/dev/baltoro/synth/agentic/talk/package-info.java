/// Conversations: a user who knows no more than their persona does, an agent, and the loop between
/// them and the world.
///
/// Start here: [Playing] (the loop), [UserScript] (what a user does next), [TemplateAgent] (an
/// agent that knows the task, and errs by seed), [LlmAgent], [Trajectory].
@NullMarked
package dev.baltoro.synth.agentic.talk;

import org.jspecify.annotations.NullMarked;
