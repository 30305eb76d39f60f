/// The HTTP server around an engine: routes, keys, limits, metrics, the chat page.
///
/// Uses `engine`, `model` and `text`; owns Javalin, Jetty and Micrometer. What requests and answers
/// look like is in `serve.openai`, which knows nothing of HTTP servers.
@NullMarked
package dev.baltoro.serve;

import org.jspecify.annotations.NullMarked;
