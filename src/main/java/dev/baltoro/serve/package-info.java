/// The HTTP server in front of models: which routes there are, what is counted.
///
/// Start here: [Server]; then `serve.http` (routes, limits, bodies), `serve.answer` (answers on
/// their way), `serve.openai` and `serve.anthropic` (the dialects), `serve.web` (pages). Uses
/// `engine`, `model` and `text`; owns Micrometer, and `serve.http` owns Javalin and Jetty.
@NullMarked
package dev.baltoro.serve;

import org.jspecify.annotations.NullMarked;
