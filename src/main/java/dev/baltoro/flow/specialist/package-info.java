/// A small private agent for somebody's own tools: a base that knows how tools are called, made
/// once, and a specialist for the tools of one server, trained from it.
///
/// Start here: [BaseFlow] (the base), [SpecialistFlow] (from a server's tools to a model),
/// [RequestConversation] (a written request as what a model reads and says).
@NullMarked
package dev.baltoro.flow.specialist;

import org.jspecify.annotations.NullMarked;
