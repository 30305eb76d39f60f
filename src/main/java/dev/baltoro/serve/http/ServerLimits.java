package dev.baltoro.serve.http;

import java.time.Duration;

/// What a server accepts, and how long it waits.
///
/// @param bodyBytes most bytes of a request's body, unpacked
/// @param heldBytes most bytes of bodies that are held at once, of all requests together. A JSON
///   tree takes up to 30 times the bytes of its text (`{},{},…`), so a fortieth of the heap is safe
/// @param connections most open connections; more wait to be accepted
/// @param headerTime a connection that has begun a request sends its headers within this
/// @param bodyTime a request's body arrives within this
/// @param requestTime a request is answered within this, from its headers to its last byte
/// @param writeTime a client takes what is written to it within this
/// @param idleTime a connection without a request is closed after this
/// @param heartbeat a stream that says nothing for this long gets a comment
/// @param drainTime running requests may go on for this long once the server closes
public record ServerLimits(
        int bodyBytes,
        long heldBytes,
        int connections,
        Duration headerTime,
        Duration bodyTime,
        Duration requestTime,
        Duration writeTime,
        Duration idleTime,
        Duration heartbeat,
        Duration drainTime) {
    private static final int BODY_BYTES = 10_000_000;
    private static final long HELD_BYTES = 512_000_000;

    /// Bytes of heap for each byte of a body.
    private static final int HEAP_SHARE = 40;

    /// {@return limits that suit most uses: 10 MB a body, less where a fortieth of the heap is
    /// less, 1,024 connections, 30 minutes a request}
    public static ServerLimits standard() {
        long held = Math.min(HELD_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        return new ServerLimits(
                (int) Math.min(BODY_BYTES, held),
                held,
                1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMinutes(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(75),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }

    /// Refuses values out of range.
    ///
    /// @throws IllegalArgumentException with one line that begins with the value's name
    public ServerLimits {
        require(bodyBytes > 0, "bodyBytes", bodyBytes);
        require(heldBytes >= bodyBytes, "heldBytes", heldBytes);
        require(connections > 0, "connections", connections);
        require(headerTime.isPositive(), "headerTime", headerTime);
        require(bodyTime.isPositive(), "bodyTime", bodyTime);
        require(requestTime.isPositive(), "requestTime", requestTime);
        require(writeTime.isPositive(), "writeTime", writeTime);
        require(idleTime.isPositive(), "idleTime", idleTime);
        require(heartbeat.isPositive(), "heartbeat", heartbeat);
        require(!drainTime.isNegative(), "drainTime", drainTime);
    }

    private static void require(boolean holds, String name, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("%s is %s; use more".formatted(name, value));
        }
    }

    /// {@return these with other times for headers, whole requests and writes}
    public ServerLimits withTimes(Duration headers, Duration requests, Duration writes) {
        return with(headers, requests, writes, idleTime, heartbeat, drainTime);
    }

    /// {@return these with other times for what happens without a request: idling and heartbeats}
    public ServerLimits withSilence(Duration idle, Duration beat) {
        return with(headerTime, requestTime, writeTime, idle, beat, drainTime);
    }

    /// {@return these with another time for running requests once the server closes}
    public ServerLimits withDrainTime(Duration drain) {
        return with(headerTime, requestTime, writeTime, idleTime, heartbeat, drain);
    }

    /// The one place where the limits are copied.
    private ServerLimits with(
            Duration headers,
            Duration requests,
            Duration writes,
            Duration idle,
            Duration beat,
            Duration drain) {
        return new ServerLimits(
                bodyBytes,
                heldBytes,
                connections,
                headers,
                bodyTime,
                requests,
                writes,
                idle,
                beat,
                drain);
    }
}
