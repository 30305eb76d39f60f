/// One interface to any language model: the engine in this process, or an OpenAI-compatible
/// endpoint, with limits on time and attempts, and a journal that answers a rerun.
///
/// Start here: [Llm].
@NullMarked
package dev.baltoro.agent.llm;

import org.jspecify.annotations.NullMarked;
