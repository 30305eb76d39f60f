package dev.baltoro.rl.gym.faithfulness;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether an answer says what is asked and nothing that the text does not say: each of its
/// sentences must be supported by a fact.
///
/// Partial credit `supported`: the share of its sentences that are.
///
/// @param facts of the text
/// @param asked what has to be said, a sentence each, in any order. None: the text does not say it,
///   and the answer has to say so and nothing else
/// @param word what the question asks for, which has to be in the answer's first sentence; empty if
///   it asks for whole facts
/// @param extra how many further sentences may be said
record Supported(List<Fact> facts, List<Fact> asked, String word, int extra) implements Check {
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;]+(?:\\s+|$)|\\R");
    private static final Pattern NOT_STATED =
            Pattern.compile(
                    "(?i)(?:(?:it|that|this) is |that's |it's )?not (?:stated|mentioned|said|given|known)"
                            + "(?: in the text)?|(?:it|the text) (?:does not|doesn't) (?:say|tell|state|mention)"
                            + "(?: it| that| this)?|I (?:do not|don't) know");

    Supported {
        facts = List.copyOf(facts);
        asked = List.copyOf(asked);
    }

    @Override
    public Verdict of(String answer) {
        List<String> sentences =
                Arrays.stream(SENTENCE_END.split(answer))
                        .map(String::strip)
                        .filter(sentence -> !sentence.isEmpty())
                        .toList();
        boolean denies =
                sentences.size() == 1 && NOT_STATED.matcher(sentences.getFirst()).matches();
        if (asked.isEmpty()) {
            return Verdict.of(
                    denies, denies ? "right" : "it says something that the text does not say");
        }
        long supported =
                sentences.stream()
                        .filter(sentence ->
                                facts.stream().anyMatch(fact -> fact.supports(sentence)))
                        .count();
        boolean right =
                supported == sentences.size()
                        && sentences.size() <= asked.size() + extra
                        && says(sentences);
        String reason =
                right
                        ? "right"
                        : supported < sentences.size()
                                ? "a sentence has no support"
                                : "it misses the answer";
        return Verdict.of(right, reason)
                .with(Map.of("supported", (double) supported / Math.max(1, sentences.size())));
    }

    private boolean says(List<String> sentences) {
        if (!word.isEmpty()) {
            return !sentences.isEmpty()
                    && asked.getFirst().supports(sentences.getFirst())
                    && Fact.words(sentences.getFirst()).contains(word.toLowerCase(Locale.ROOT));
        }
        Set<Fact> said = new HashSet<>();
        for (String sentence : sentences) {
            asked.stream()
                    .filter(fact ->
                            fact.supports(sentence)
                                    && Fact.words(sentence)
                                            .contains(fact.object().toLowerCase(Locale.ROOT)))
                    .forEach(said::add);
        }
        return said.containsAll(asked);
    }
}
