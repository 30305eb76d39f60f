/// One interface to any language model: the engine in this process, or an OpenAI-compatible
/// endpoint, with limits on time, attempts, rate and how many ask at once, a count of tokens and
/// failures, and a journal that answers a rerun.
///
/// Start here: [Llm], [OpenLlm] (opens any model from its [LlmPlace] on [LlmTerms]), [LocalLlm],
/// [Endpoint] and [EndpointLlm], [Attempts] (which trouble is tried again, and how often),
/// [JournalledLlm], [OfflineLlm], [MeteredLlm] and [Spending].
@NullMarked
package dev.baltoro.agent.llm;

import org.jspecify.annotations.NullMarked;
