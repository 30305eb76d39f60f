/// Agentic data synthesis as a run: a recipe, a folder that a killed run goes on in, exports.
///
/// Start here: [SynthRun], [SynthRecipe], [RunModels] (who is asked, and when a run stops).
@NullMarked
package dev.baltoro.flow.synthesis;

import org.jspecify.annotations.NullMarked;
