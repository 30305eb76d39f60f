package dev.baltoro.synth.evolve;

import tools.jackson.databind.JsonNode;

/// A tool that exists, as a catalogue has it.
///
/// @param server that lists it; empty if that is not known
/// @param name as it is called
/// @param description empty if there is none
/// @param schema of its arguments
public record SeedTool(String server, String name, String description, JsonNode schema) {
    /// {@return what lineages call it}
    public String id() {
        return server.isEmpty() ? name : server + "/" + name;
    }
}
