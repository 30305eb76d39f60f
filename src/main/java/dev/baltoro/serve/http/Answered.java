package dev.baltoro.serve.http;

import java.time.Duration;

/// Counts what has been answered. Called by many threads.
public interface Answered {
    /// A request has been answered.
    ///
    /// @param status HTTP's number, 499 for a client that hung up
    /// @param time since the request's headers came
    void answered(Route route, int status, Duration time);
}
