package dev.baltoro.synth.agentic.cast;

/// An agent: what it is told to be, and on which of its server's tools it may call.
///
/// @param id unique within a set
/// @param prompt its system message, without what the tools are
/// @param confirms whether it is told to ask before it deletes something
/// @param server the number of its server
/// @param tools seed of the choice among the server's tools
public record ToolAgent(String id, String prompt, boolean confirms, long server, long tools) {}
