package dev.baltoro.synth.agentic.task;

/// What tasks are like.
///
/// @param difficultyMin from 1
/// @param difficultyMax to [AgentTask#DIFFICULTY_MAX]
/// @param slips share of goals that the user first says wrongly
/// @param careless share of users who do not notice that
/// @param ignorant share of open values that the user does not know either
/// @param vague share of agents whose tools are badly described
public record TaskMix(
        int difficultyMin,
        int difficultyMax,
        double slips,
        double careless,
        double ignorant,
        double vague) {}
