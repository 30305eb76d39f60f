/// OpenAI's endpoints: requests answered by the engine, in the words of `text.openai`.
///
/// A handler takes a JSON document and a [dev.baltoro.serve.http.ResponseSink]; it knows no HTTP
/// server. Start here: [OpenAiRoutes], [ChatCompletions], [Responses], [Completions],
/// [Tokenization], [ModelRoutes].
///
/// Another endpoint over conversations, as `/v1/responses` and Anthropic's `/v1/messages` are, is
/// made of these parts:
///
/// 1. a reader of its body into a [dev.baltoro.text.chat.ChatRequest], beside `text.openai` (the
///    readers of fields, tools and formats there are public), strict by
///    [dev.baltoro.text.openai.Dialects];
/// 2. an [dev.baltoro.text.chat.AnswerFormat] that words the answer, whole and as named events;
/// 3. a handler like [ChatCompletions]: the engine from the
///    [dev.baltoro.serve.answer.ModelRegistry], `engine.answers`, then
///    [dev.baltoro.serve.answer.Delivery];
/// 4. a [dev.baltoro.serve.http.RouteModule] with its routes, with an
///    [dev.baltoro.serve.http.ErrorFormat] where errors are worded otherwise (`Route.withErrors`),
///    added in [dev.baltoro.serve.Server];
/// 5. its entry in `openapi.json`.
@NullMarked
package dev.baltoro.serve.openai;

import org.jspecify.annotations.NullMarked;
