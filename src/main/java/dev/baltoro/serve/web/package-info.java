/// Pages in the browser, each a [dev.baltoro.serve.http.RouteModule] over files that travel in the
/// jar.
///
/// Start here: [ChatPage].
@NullMarked
package dev.baltoro.serve.web;

import org.jspecify.annotations.NullMarked;
