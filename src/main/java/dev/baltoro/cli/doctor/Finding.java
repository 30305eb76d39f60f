package dev.baltoro.cli.doctor;

/// One thing that `baltoro doctor` looked at.
///
/// @param name what
/// @param state whether it is there
/// @param detail what was found
/// @param install the line that puts right what is missing; empty where nothing is
record Finding(String name, State state, String detail, String install) {
    enum State {
        /// There, or as it should be.
        OK,
        /// There, and not quite as Baltoro has it.
        DIFFERS,
        /// Not there, and works without.
        ABSENT,
        /// Not there, and nothing works without.
        MISSING
    }

    static Finding ok(String name, String detail) {
        return new Finding(name, State.OK, detail, "");
    }

    static Finding absent(String name, String detail, String install) {
        return new Finding(name, State.ABSENT, detail, install);
    }

    static Finding missing(String name, String detail, String install) {
        return new Finding(name, State.MISSING, detail, install);
    }
}
