package dev.baltoro.serve.http;

import java.util.List;
import java.util.Optional;

/// Where a server listens and whom it answers.
///
/// @param host address to listen on
/// @param port 0 takes a free one
/// @param keys who may ask; empty lets everybody
/// @param origin the web origin whose pages may ask, `*` for all; none sends no CORS headers
/// @param limits what it puts up with
public record ServerOptions(
        String host, int port, ApiKeys keys, Optional<String> origin, ServerLimits limits) {
    /// Only this machine can reach it.
    public static final String LOOPBACK = "127.0.0.1";

    /// {@return options for this machine alone, on a free port, without keys}
    public static ServerOptions local() {
        return new ServerOptions(
                LOOPBACK, 0, ApiKeys.of(List.of()), Optional.empty(), ServerLimits.standard());
    }

    /// @throws IllegalArgumentException if the port is out of range
    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port is %d; use 1 to 65535, or 0 for a free one".formatted(port));
        }
    }

    /// {@return whether only this machine reaches the address}
    public boolean isLocal() {
        return HostCheck.isLoopback(host);
    }

    /// {@return these with keys}
    public ServerOptions withKeys(ApiKeys other) {
        return new ServerOptions(host, port, other, origin, limits);
    }

    /// {@return these with other limits}
    public ServerOptions withLimits(ServerLimits other) {
        return new ServerOptions(host, port, keys, origin, other);
    }

    /// {@return these with a web origin that may ask}
    public ServerOptions withOrigin(String other) {
        return new ServerOptions(host, port, keys, Optional.of(other), limits);
    }
}
