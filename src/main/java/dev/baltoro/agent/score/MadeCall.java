package dev.baltoro.agent.score;

import tools.jackson.databind.JsonNode;

/// A call that a model made.
///
/// @param name of the tool, which may not exist
/// @param arguments as they were read; a string if they were no JSON
public record MadeCall(String name, JsonNode arguments) {}
