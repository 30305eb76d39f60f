package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.EngineOptions.KvAfterUpdate;
import dev.baltoro.engine.cache.PagePool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random requests come, share beginnings, grow, lose pages, are cancelled and end, weights change.
///
/// The reference is a plain picture of the cache: what each row holds, written when a key would be.
/// A sequence that reads a row must find its own tokens there, made by the way and the weights that
/// it may use.
class SchedulerPropertyTest {
    private static final int OPERATIONS = 1500;
    private static final int PAGE_SIZE = 8;
    private static final int PAGES = 120;
    private static final int VOCABULARY = 50;
    private static final EngineOptions OPTIONS =
            new EngineOptions(1, 6, 64, PAGES * PAGE_SIZE, PAGE_SIZE, 512, KvAfterUpdate.DROP);

    /// What a row of the cache holds.
    ///
    /// @param tokens a sum of the tokens up to here
    /// @param seeded made for a request with a seed, by absorbed steps alone
    private record Key(long tokens, boolean seeded, long version) {}

    private final Scheduler scheduler = new Scheduler(OPTIONS);
    private final Map<Integer, Key> rows = new HashMap<>();
    private final List<Sequence> waiting = new ArrayList<>();
    private final Set<Sequence> finished = new HashSet<>();
    private final Map<Sequence, List<Long>> prefixes = new HashMap<>();
    private long version;
    private long arrivals;
    private long shared;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void everySequenceReadsItsOwnKeysAndComesToItsEnd(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            int choice = random.nextInt(100);
            if (choice < 30 && waiting.size() < 20) {
                add(random);
            } else if (choice < 95) {
                turn();
            } else if (choice < 98) {
                cancel(random);
            } else {
                scheduler.weightsChanged(++version);
            }
            assertPagesAreConserved();
        }
        assertThat(scheduler.preemptions()).as("the test takes pages away").isPositive();
        assertThat(shared).as("the test shares pages").isPositive();
        // Each sequence needs a turn for its prompt in turn, and one for each token.
        int bound = 40 * (scheduler.running().size() + waiting.size() + 1) + 2000;
        while (!scheduler.isIdle()) {
            turn();
            assertPagesAreConserved();
            assertThat(bound--).as("turns until all have ended").isPositive();
        }
        assertThat(finished).hasSize((int) arrivals);
        assertThat(scheduler.clear()).isEmpty();
        assertThat(scheduler.pool().used()).isZero();
    }

    /// Few beginnings, so that many are shared; up to two turns long.
    private void add(RandomGenerator random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(1, 700) : random.nextInt(1, 60);
        int[] prompt = new int[length];
        Arrays.fill(prompt, random.nextInt(2));
        int own = random.nextInt(length);
        for (int i = own; i < length; i++) {
            prompt[i] = random.nextInt(VOCABULARY);
        }
        OptionalLong chosen = random.nextBoolean() ? OptionalLong.of(1) : OptionalLong.empty();
        var sampling = new SamplingParameters(1, 1, 0, 0, 1, 0, 0, Map.of(), chosen);
        int tokens = random.nextInt(1, 60);
        var request = GenerationRequest.of(prompt, tokens, sampling, Set.of());
        var output = new SequenceOutput(request, Optional.empty(), VOCABULARY);
        Sequence sequence = new Sequence(request, output, new TokenStream(() -> {}), arrivals++);
        scheduler.add(sequence);
        waiting.add(sequence);
    }

    private void turn() {
        admit();
        List<PromptChunk> chunks = scheduler.prompts();
        int tokens = chunks.stream().mapToInt(PromptChunk::length).sum();
        assertThat(tokens).isLessThanOrEqualTo(OPTIONS.prefillTokens());
        for (PromptChunk chunk : chunks) {
            assertThat(chunk.from()).isEqualTo(positionAfter(chunks, chunk));
            for (int position = chunk.from(); position < chunk.to(); position++) {
                write(chunk.sequence(), position);
            }
        }
        scheduler.computed(chunks);
        List<Sequence> ran = List.copyOf(scheduler.running());
        List<Sequence> batch = scheduler.batch();
        for (Sequence sequence : ran.reversed()) {
            if (!scheduler.running().contains(sequence)) {
                waiting.addFirst(sequence); // it lost its pages
            }
        }
        for (Sequence sequence : batch) {
            write(sequence, sequence.size() - 1);
            sequence.computedTo(sequence.size());
            sequence.append(Math.floorMod(sequence.arrival() + sequence.size(), VOCABULARY));
            if (sequence.generated() == sequence.request().maxTokens()
                    || sequence.size() == PAGES * PAGE_SIZE) {
                scheduler.end(sequence);
                finished.add(sequence);
            }
        }
    }

    private static int positionAfter(List<PromptChunk> chunks, PromptChunk chunk) {
        return chunks.subList(0, chunks.indexOf(chunk)).stream()
                .filter(before -> before.sequence() == chunk.sequence())
                .mapToInt(PromptChunk::to)
                .max()
                .orElse(chunk.sequence().computed());
    }

    /// First come, first begun, but for those whose beginning is just computed.
    private void admit() {
        List<Sequence> before = List.copyOf(waiting);
        Set<Sequence> ranBefore = new HashSet<>(scheduler.running());
        int unused = scheduler.admit();
        List<Sequence> running = scheduler.running();
        waiting.removeAll(running);
        int lastBegun = -1;
        for (int i = 0; i < before.size(); i++) {
            if (running.contains(before.get(i))) {
                lastBegun = i;
            }
        }
        for (int i = 0; i < lastBegun; i++) {
            Sequence passed = before.get(i);
            assertThat(running.contains(passed) || waitsForItsBeginning(passed, running))
                    .as("%d was passed over", passed.arrival())
                    .isTrue();
        }
        for (Sequence sequence : running) {
            if (!ranBefore.contains(sequence)) {
                shared += sequence.computed();
                for (int position = 0; position < sequence.computed(); position++) {
                    assertThat(rows.get(row(sequence, position)))
                            .as("key %d that %d found", position, sequence.arrival())
                            .isEqualTo(
                                    new Key(prefix(sequence, position), seeded(sequence), version));
                }
            }
        }
    }

    private static boolean waitsForItsBeginning(Sequence next, List<Sequence> running) {
        return running.stream()
                .filter(other -> !other.decodes() && seeded(other) == seeded(next))
                .anyMatch(other -> common(other, next) >= PAGE_SIZE);
    }

    private static int common(Sequence a, Sequence b) {
        int common = 0;
        while (common < Math.min(a.size(), b.size()) && a.token(common) == b.token(common)) {
            common++;
        }
        return common;
    }

    /// Looks at all keys before the position, and leaves one.
    private void write(Sequence sequence, int position) {
        for (int before = 0; before < position; before++) {
            Key key = Objects.requireNonNull(rows.get(row(sequence, before)));
            assertThat(key.tokens()).isEqualTo(prefix(sequence, before));
            assertThat(key.seeded()).isEqualTo(seeded(sequence));
            assertThat(key.version()).isGreaterThanOrEqualTo(sequence.beganWith());
        }
        rows.put(
                row(sequence, position),
                new Key(prefix(sequence, position), seeded(sequence), version));
    }

    private static boolean seeded(Sequence sequence) {
        return sequence.isSeeded();
    }

    private static int row(Sequence sequence, int position) {
        return sequence.pages()[position / PAGE_SIZE] * PAGE_SIZE + position % PAGE_SIZE;
    }

    private long prefix(Sequence sequence, int position) {
        List<Long> sums = prefixes.computeIfAbsent(sequence, _ -> new ArrayList<>());
        for (int i = sums.size(); i <= position; i++) {
            long before = i == 0 ? 1 : sums.get(i - 1);
            sums.add((before + sequence.token(i)) * 0x9E3779B97F4A7C15L);
        }
        return sums.get(position);
    }

    private void cancel(RandomGenerator random) {
        List<Sequence> all = new ArrayList<>(scheduler.running());
        all.addAll(waiting);
        if (!all.isEmpty()) {
            Sequence sequence = all.get(random.nextInt(all.size()));
            scheduler.end(sequence);
            waiting.remove(sequence);
            finished.add(sequence);
        }
    }

    /// Each page is held once by each sequence that has it, and at most once by the tree.
    private void assertPagesAreConserved() {
        PagePool pool = scheduler.pool();
        int[] held = new int[PAGES];
        for (Sequence sequence : scheduler.running()) {
            for (int i = 0; i < sequence.pageCount(); i++) {
                held[sequence.pages()[i]]++;
            }
        }
        int inTree = 0;
        for (int page = 0; page < PAGES; page++) {
            int others = pool.references(page) - held[page];
            assertThat(others).as("holds of page %d beside sequences'", page).isBetween(0, 1);
            inTree += others;
        }
        assertThat(inTree).isEqualTo(scheduler.prefixes().cachedPages());
        assertThat(pool.used() + pool.free()).isEqualTo(PAGES);
    }
}
