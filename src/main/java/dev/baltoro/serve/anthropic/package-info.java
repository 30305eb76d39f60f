/// Anthropic's endpoints: requests answered by the engine, in the words of `text.anthropic`.
///
/// Start here: [AnthropicRoutes], [Messages], [AnthropicErrors].
@NullMarked
package dev.baltoro.serve.anthropic;

import org.jspecify.annotations.NullMarked;
