package dev.baltoro.rl.bench;

/// What an iteration is made of.
///
/// @param prompts groups of an iteration; of modes in which rollouts wait, groups under way
/// @param samples rollouts of a group
/// @param promptTokens of each prompt
/// @param answerTokens of an answer; their median where there is a spread
/// @param spread standard deviation of the logarithm of the answers' lengths; 0 for equal ones
/// @param contextTokens most tokens of prompt and answer
/// @param segmentTokens tokens of a rollout's own time that an iteration has where rollouts wait
/// @param kv what becomes of keys when weights change, where rollouts wait
/// @param stepTokens what a tool counts on a rollout's own clock, where rollouts wait
/// @param beginMost groups that an iteration begins at most, where rollouts wait; 0 for no limit
/// @param turns that share an answer: a tool follows the first
/// @param waits how long the tools take
public record IterationShape(
        int prompts,
        int samples,
        int promptTokens,
        int answerTokens,
        double spread,
        int contextTokens,
        int segmentTokens,
        String kv,
        int stepTokens,
        int beginMost,
        int turns,
        ToolWaits waits) {}
