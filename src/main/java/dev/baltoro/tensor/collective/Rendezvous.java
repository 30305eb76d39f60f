package dev.baltoro.tensor.collective;

/// Where the processes of a group find each other: rank 0 listens there until all have joined.
///
/// @param host name or address of rank 0's machine, as the others reach it
/// @param port a TCP port that is free on it
public record Rendezvous(String host, int port) {
    private static final int PORT_MAX = 65_535;

    /// Refuses what cannot be an address.
    ///
    /// @throws IllegalArgumentException if the host is blank or the port out of range
    public Rendezvous {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the rendezvous needs the host of rank 0, got none");
        }
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "the rendezvous port must be from 1 to %d, got %d".formatted(PORT_MAX, port));
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
