package dev.baltoro.agent.request;

import tools.jackson.databind.node.ObjectNode;

/// A call that a good agent makes, or that a model made.
///
/// @param name of the tool
/// @param arguments a JSON object
public record WantedCall(String name, ObjectNode arguments) {}
