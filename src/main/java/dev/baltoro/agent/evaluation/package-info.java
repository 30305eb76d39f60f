/// Asks a model a file's requests, has its calls carried out by the server that they are meant for,
/// and keeps what it did.
///
/// Start here: [Evaluation] (all requests), [RequestRunner] (one request), [ToolServer] (where
/// calls are carried out), [FreshServer] (a real server, as new for every request),
/// [EvaluationScores]. [CallOutcome] tells a call that failed from one that was malformed.
///
/// Uses `agent.llm`, `agent.mcp`, `agent.request` and `agent.score`.
@NullMarked
package dev.baltoro.agent.evaluation;

import org.jspecify.annotations.NullMarked;
