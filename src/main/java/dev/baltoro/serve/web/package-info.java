/// Pages in the browser, each a [dev.baltoro.serve.http.RouteModule] over files that travel in the
/// jar.
///
/// Start here: [ChatPage]; [PageTools] (tools that the server runs for its page), [PageToolRoutes]
/// (how a call comes to be run, and why no other page or client gets one run).
@NullMarked
package dev.baltoro.serve.web;

import org.jspecify.annotations.NullMarked;
