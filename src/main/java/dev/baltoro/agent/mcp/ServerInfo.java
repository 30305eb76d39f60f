package dev.baltoro.agent.mcp;

import tools.jackson.databind.JsonNode;

/// What a server says of itself.
///
/// @param name empty if it has none
/// @param version empty if it has none
/// @param instructions how its tools are to be used; empty if it does not say
/// @param protocol revision of the protocol that is spoken with it
/// @param hasTools whether it says that it has tools
public record ServerInfo(
        String name, String version, String instructions, String protocol, boolean hasTools) {
    static ServerInfo of(JsonNode result, String protocol) {
        JsonNode info = result.path("serverInfo");
        return new ServerInfo(
                info.path("name").asString(""),
                info.path("version").asString(""),
                result.path("instructions").asString(""),
                protocol,
                result.path("capabilities").has("tools"));
    }
}
