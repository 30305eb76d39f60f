package dev.baltoro.agent.request;

import tools.jackson.databind.node.ObjectNode;

/// How an argument may differ from the expected one. All conditions of a rule have to hold.
///
/// @param path `CALL.argument.index…`, such as `0.edits.0.newText`
/// @param rule the conditions by name, such as `{"one_of_ci": ["ft", "feet"]}`
public record Freedom(String path, ObjectNode rule) {}
