package dev.baltoro.synth.agentic.cast;

import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.words.Lexicon;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Agents without number, each a pure function of a seed and an index: a system prompt by grammar,
/// and a choice of tools. No two agents of a server have one prompt, so that each is another one
/// whatever tools they chose.
///
/// @param name of the set, which its agents' ids begin with
/// @param seed of the set
/// @param perServer agents that share a server, each with tools of its own choice
/// @param servers how many there are; agents go round them
public record ToolAgents(String name, long seed, int perServer, int servers) {
    /// As many servers as agents ask for.
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final Lexicon WORDS = Lexicon.named("agents");
    private static final String CONFIRM = "confirm";
    private static final int RULES_MAX = 3;

    /// Prompts that are drawn for one agent before one that is taken is.
    private static final int DRAWS_MAX = 100;

    private record Prompt(String text, boolean confirms, long tools) {}

    /// {@return an agent}
    ///
    /// @param index from 0
    /// @param about what its server is for, in a few words
    public ToolAgent agent(long index, String about) {
        Set<String> taken = new HashSet<>();
        for (long group = server(index); group < index / perServer; group += servers) {
            for (int i = 0; i < perServer; i++) {
                taken.add(prompt(group * perServer + i, about, taken).text());
            }
        }
        for (long peer = index / perServer * perServer; peer < index; peer++) {
            taken.add(prompt(peer, about, taken).text());
        }
        Prompt prompt = prompt(index, about, taken);
        return new ToolAgent(
                "agent-%s%d-%d".formatted(name, seed, index),
                prompt.text(),
                prompt.confirms(),
                server(index),
                prompt.tools());
    }

    /// {@return the number of an agent's server}
    public int server(long index) {
        return (int) (index / perServer % servers);
    }

    private Prompt prompt(long index, String about, Set<String> taken) {
        long own = SplitMix64.mix(seed, SplitMix64.mix(index, 1));
        Prompt prompt = drawn(new Draws(own), about);
        for (int i = 1; taken.contains(prompt.text()) && i < DRAWS_MAX; i++) {
            prompt = drawn(new Draws(SplitMix64.mix(own, i)), about);
        }
        return prompt;
    }

    private static Prompt drawn(Draws draws, String about) {
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
        return new Prompt(String.join(joint, sentences), confirms, draws.bits());
    }
}
