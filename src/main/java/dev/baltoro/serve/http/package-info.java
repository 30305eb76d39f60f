/// HTTP: routes and the modules that they come in, keys, limits, bodies, errors, one line a request
/// in the log.
///
/// Owns Javalin and Jetty; nothing outside sees either. A module gets an [HttpExchange]: it reads
/// the request's document from it and answers by it as a [ResponseSink]. Start here: [Route],
/// [RouteModule], [HttpExchange], [ServerLimits], [HttpServer], [RouteDispatch], [RequestBody],
/// [ExchangeWatch]. Uses `text`; knows no engine.
@NullMarked
package dev.baltoro.serve.http;

import org.jspecify.annotations.NullMarked;
