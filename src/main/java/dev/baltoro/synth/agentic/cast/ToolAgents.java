package dev.baltoro.synth.agentic.cast;

import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.words.Lexicon;
import java.util.ArrayList;
import java.util.List;

/// Agents without number, each a pure function of a seed and an index: a system prompt by grammar,
/// and a choice of tools.
///
/// @param seed of the set
/// @param perServer agents that share a server, each with tools of its own choice
public record ToolAgents(long seed, int perServer) {
    private static final Lexicon WORDS = Lexicon.named("agents");
    private static final String CONFIRM = "confirm";
    private static final int RULES_MAX = 3;

    /// {@return an agent}
    ///
    /// @param index from 0
    /// @param about what its server is for, in a few words
    public ToolAgent agent(long index, String about) {
        Draws draws = new Draws(SplitMix64.mix(seed, SplitMix64.mix(index, 1)));
        boolean confirms = draws.chance(0.3);
        List<String> sentences = new ArrayList<>();
        sentences.add(WORDS.say("role", draws).replace("<about>", about).strip());
        int rules = draws.below(RULES_MAX + 1);
        for (int i = 0; i < rules; i++) {
            String rule = WORDS.say("rule", draws);
            if (!sentences.contains(rule)) {
                sentences.add(rule);
            }
        }
        if (confirms) {
            sentences.add(1 + draws.below(sentences.size()), WORDS.say(CONFIRM, draws));
        }
        String joint = draws.chance(0.2) ? "\n" : " ";
        return new ToolAgent(
                "agent-%d-%d".formatted(seed, index),
                String.join(joint, sentences),
                confirms,
                index / perServer,
                draws.bits());
    }
}
