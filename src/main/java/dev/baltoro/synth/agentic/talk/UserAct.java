package dev.baltoro.synth.agentic.talk;

/// What a user does when it is their turn.
public sealed interface UserAct {
    /// Says what they want next.
    ///
    /// @param goal its number
    record Wants(int goal) implements UserAct {}

    /// Answers the question for what the goal left open.
    record Answers(int goal, boolean known) implements UserAct {}

    /// Corrects what they said wrongly.
    record Corrects(int goal) implements UserAct {}

    /// Says yes.
    record Agrees() implements UserAct {}

    /// Cannot answer.
    record KnowsNoMore() implements UserAct {}

    /// Has all they wanted.
    record Leaves() implements UserAct {}

    /// Has lost patience.
    record GivesUp() implements UserAct {}
}
