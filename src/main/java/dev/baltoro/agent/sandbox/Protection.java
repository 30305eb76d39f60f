package dev.baltoro.agent.sandbox;

import java.util.Locale;

/// One thing that a sandbox should keep a program from, and whether it does here.
///
/// @param kind what
/// @param state what a program found that tried
/// @param detail what it met, one line
public record Protection(Kind kind, State state, String detail) {
    /// What a program is kept from.
    public enum Kind {
        /// Reaching a server of this machine, and so any other.
        NETWORK,
        /// Reading files of its user.
        READING,
        /// Writing outside of its folder.
        WRITING,
        /// More processes than it may have.
        PROCESSES,
        /// More memory than it may have.
        MEMORY,
        /// Larger files than it may have.
        FILE_SIZE,
        /// More processor time than it may have.
        CPU_TIME
    }

    /// What was found.
    public enum State {
        /// It was tried, and did not succeed.
        HOLDS,
        /// It was tried, and succeeded.
        OPEN,
        /// It was not tried, so nothing is claimed.
        UNTRIED
    }

    /// {@return the kind in a few letters}
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
