package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is computed when. Nothing is computed here: chunks are counted.
class SchedulerTest {
    private static final int VOCABULARY = 1000;
    private static final EngineOptions OPTIONS =
            EngineOptions.standard().withCacheTokens(300_000).withSequences(8, 64);

    private final Scheduler scheduler = new Scheduler(OPTIONS);
    private long arrivals;

    private Sequence add(int[] prompt, int maxTokens) {
        var request = GenerationRequest.of(prompt, maxTokens, SamplingParameters.GREEDY, Set.of());
        var output = new SequenceOutput(request, Optional.empty(), VOCABULARY);
        Sequence sequence = new Sequence(request, output, new TokenStream(() -> {}), arrivals++);
        scheduler.add(sequence);
        return sequence;
    }

    private static int[] prompt(int length, long seed) {
        return new Random(seed).ints(length, 0, VOCABULARY).toArray();
    }

    /// As the engine's thread does between two looks at its commands.
    private List<PromptChunk> turn() {
        int unused = scheduler.admit();
        List<PromptChunk> chunks = scheduler.prompts();
        scheduler.computed(chunks);
        for (Sequence sequence : scheduler.batch()) {
            sequence.computedTo(sequence.size());
            sequence.append(1);
        }
        return chunks;
    }

    private static long chunksOf(Sequence sequence, List<PromptChunk> chunks) {
        return chunks.stream().filter(chunk -> chunk.sequence() == sequence).count();
    }

    /// The short one comes while a turn of the long one is computed, so that turn counts too.
    @ParameterizedTest
    @CsvSource({
        "700, 20, 0",
        "3000, 20, 1",
        "12000, 20, 0",
        "12000, 20, 1",
        "12000, 20, 4",
        "12000, 500, 3",
        "12000, 1, 10",
        "250000, 20, 7"
    })
    void shortPromptWaitsForTwoChunksOfALongOneAtMost(int length, int shortLength, int turns) {
        Sequence first = add(prompt(length, 1), 4);
        for (int i = 0; i < turns; i++) {
            assertThat(chunksOf(first, turn())).isPositive();
        }
        int unused = scheduler.admit();
        List<PromptChunk> underway = scheduler.prompts();
        Sequence second = add(prompt(shortLength, 2), 4);
        scheduler.computed(underway);
        long waitedFor = chunksOf(first, underway);
        while (second.generated() == 0) {
            waitedFor += chunksOf(first, turn());
        }
        assertThat(waitedFor).isBetween(1L, 2L);
        assertThat(first.decodes()).isFalse();
    }

    @Test
    void longPromptHasEveryOtherTurnHoweverManyShortOnesCome() {
        Sequence patient = add(prompt(6000, 1), 4);
        int turns = 0;
        while (!patient.decodes()) {
            Sequence brief = add(prompt(30, ++turns), 1);
            List<PromptChunk> unused = turn();
            if (brief.generated() == 1) {
                scheduler.end(brief);
            }
            for (Sequence other : List.copyOf(scheduler.running())) {
                if (other != patient && other.generated() > 0) {
                    scheduler.end(other);
                }
            }
        }
        assertThat(turns).isLessThanOrEqualTo(2 * (6000 / 512 + 1));
    }

    @Test
    void sequencesGoBeforeOneThatWaitsForItsBeginning() {
        int[] beginning = prompt(5000, 1);
        Sequence first = add(beginning, 4);
        assertThat(chunksOf(first, turn())).isEqualTo(2);
        Sequence waits = add(Arrays.copyOf(beginning, 4000), 4);
        Sequence other = add(prompt(20, 2), 4);
        List<PromptChunk> unused = turn();
        assertThat(other.generated()).isEqualTo(1);
        assertThat(waits.beginnings()).isZero();
        while (waits.beginnings() == 0 && !first.decodes()) {
            unused = turn();
        }
        assertThat(waits.cached()).isEqualTo(3999 / 32 * 32);
        assertThat(first.decodes()).isFalse();
    }

    @Test
    void turnHasWholeChunksUpToTheLimitAndOneAtLeast() {
        Sequence only = add(prompt(1300, 1), 4);
        assertThat(turn()).extracting(PromptChunk::length).containsExactly(256, 256);
        assertThat(turn()).extracting(PromptChunk::length).containsExactly(256, 256);
        assertThat(turn()).extracting(PromptChunk::length).containsExactly(256, 19);
        assertThat(only.generated()).isEqualTo(1);
        assertThat(turn()).isEmpty();
    }
}
