package dev.baltoro.engine.decode;

/// How many of a team's members compute a step. The bits of what they compute do not depend on it.
interface TeamSize {
    /// {@return how many members take a step of so many rows}
    int members(int rows, boolean scored);

    /// Says what that step took.
    void took(int rows, boolean scored, int members, long nanos);

    /// {@return always the same size}
    static TeamSize fixed(int members) {
        return new TeamSize() {
            @Override
            public int members(int rows, boolean scored) {
                return members;
            }

            @Override
            public void took(int rows, boolean scored, int members, long nanos) {}
        };
    }
}
