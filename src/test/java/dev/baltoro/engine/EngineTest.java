package dev.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.engine.EngineOptions.KvAfterUpdate;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.model.TokenBatch;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random weights with a large deviation, so that scores lie far apart: greedy tokens then agree
/// between ways of computing that differ in the last bits.
class EngineTest {
    private static final K2Config CONFIG =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 512,
                                    "initializer_range", 0.2,
                                    "max_position_embeddings", 2048));

    private static final K2Model model = K2Model.random(CONFIG, new Seed(2), DType.F32);

    @AfterAll
    static void close() {
        model.close();
    }

    private static int[] prompt(int length, long seed) {
        return new Random(seed).ints(length, 0, CONFIG.vocabSize()).toArray();
    }

    private static GenerationRequest greedy(int[] prompt, int tokens) {
        return GenerationRequest.of(prompt, tokens, SamplingParameters.GREEDY, Set.of());
    }

    private static GenerationRequest gated(int[] prompt, int tokens, Gate gate) {
        return new GenerationRequest(
                prompt,
                tokens,
                SamplingParameters.GREEDY,
                Set.of(),
                List.of(),
                Optional.of(gate),
                0);
    }

    private static GenerationRequest drawn(int[] prompt, int tokens, long seed) {
        var sampling = SamplingParameters.DEFAULT.withTemperature(1).withSeed(seed);
        return GenerationRequest.of(prompt, tokens, sampling, Set.of());
    }

    private static Engine open(EngineOptions options) {
        return Engine.open(model, Optional.empty(), options);
    }

    private static List<GeneratedToken> tokens(TokenStream stream) throws InterruptedException {
        List<GeneratedToken> tokens = new ArrayList<>();
        for (var token = stream.next(); token.isPresent(); token = stream.next()) {
            tokens.add(token.get());
        }
        return tokens;
    }

    private static List<Integer> read(TokenStream stream) throws InterruptedException {
        return tokens(stream).stream().map(GeneratedToken::id).toList();
    }

    private static List<Integer> ids(Engine engine, GenerationRequest request)
            throws InterruptedException {
        try (TokenStream stream = engine.generate(request)) {
            return read(stream);
        }
    }

    /// Each token by a forward pass of the trainer over all before it.
    private static List<Integer> recomputed(int[] prompt, int count) {
        long[] tokens = Arrays.stream(prompt).asLongStream().toArray();
        List<Integer> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (Scope scope = Scope.open()) {
                Tensor last = model.logits(TokenBatch.of(tokens)).narrow(0, tokens.length - 1L, 1);
                int next = (int) last.view(CONFIG.vocabSize()).argmax().item();
                made.add(next);
                tokens = Arrays.copyOf(tokens, tokens.length + 1);
                tokens[tokens.length - 1] = next;
            }
        }
        return made;
    }

    /// Lengths around the border between absorbed and whole prompts, a page, a pass and two.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 33, 129, 257, 258, 530})
    void greedyTokensAreThoseOfTheTrainersForwardPass(int length) throws InterruptedException {
        int[] prompt = prompt(length, length);
        try (Engine engine = open(EngineOptions.standard())) {
            assertThat(ids(engine, greedy(prompt, 8))).isEqualTo(recomputed(prompt, 8));
        }
    }

    /// What a caller's own constraint may do wrong, and what a deep grammar can run into.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sequenceWhoseConstraintFailsEndsAloneAndTheOthersGoOn(boolean runaway)
            throws InterruptedException {
        Constraint failing = new FailingConstraint(CONFIG.vocabSize(), 3, runaway);
        try (Engine engine = open(EngineOptions.standard());
                Pause pause = engine.pause().join()) {
            TokenStream other = engine.generate(drawn(prompt(9, 1), 12, 1));
            TokenStream failed =
                    engine.generate(
                            new GenerationRequest(
                                    prompt(9, 2),
                                    12,
                                    SamplingParameters.GREEDY,
                                    Set.of(),
                                    List.of(),
                                    Optional.of(failing),
                                    0));
            pause.close();
            assertThat(read(other)).hasSize(12);
            for (int i = 0; i < 3; i++) {
                assertThat(failed.next()).isPresent();
            }
            assertThatThrownBy(failed::next)
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining(runaway ? "StackOverflowError" : "lost its place");
            assertThat(engine.isAlive()).isTrue();
            assertThat(ids(engine, greedy(prompt(9, 3), 4))).hasSize(4);
            engine.pause().join().close(); // statistics are up to date between steps
            assertThat(engine.statistics().running()).isZero();
        }
    }

    @Test
    void engineThatFailsSaysSoAndWhy() {
        Engine engine = open(EngineOptions.standard());
        assertThat(engine.isAlive()).isTrue();
        Pause pause = engine.pause().join();
        TokenStream stream =
                engine.generate(
                        new GenerationRequest(
                                prompt(9, 2),
                                12,
                                SamplingParameters.GREEDY,
                                Set.of(),
                                List.of(),
                                Optional.of(new FatalConstraint()),
                                0));
        pause.close();
        assertThatThrownBy(() -> engine.ended().toCompletableFuture().join())
                .cause()
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("nothing is left");
        assertThat(engine.isAlive()).isFalse();
        assertThatThrownBy(() -> read(stream)).hasMessageContaining("nothing is left");
        engine.close();
    }

    @Test
    void engineThatIsClosedHasEndedWell() {
        Engine engine = open(EngineOptions.standard());
        engine.close();
        assertThat(engine.isAlive()).isFalse();
        engine.ended().toCompletableFuture().join();
    }

    @Test
    void engineGoesOnWhenThePauseOfTheLastEnds() throws Exception {
        try (Engine engine = open(EngineOptions.standard())) {
            Pause first = engine.pause().join();
            Pause second = engine.pause().join();
            TokenStream stream = engine.generate(greedy(prompt(9, 1), 4));
            first.close();
            first.close(); // once more than it was begun changes nothing
            var scores = engine.score(prompt(9, 2), 0);
            engine.pause().join().close(); // commands are done in order
            assertThat(engine.statistics().completionTokens()).isZero();
            assertThat(scores).isNotDone();
            second.close();
            assertThat(read(stream)).hasSize(4);
            assertThat(scores.join()).hasSize(8);
        }
    }

    @Test
    void promptsAreScoredOneBetweenTwoSteps() throws Exception {
        try (Engine engine = open(EngineOptions.standard())) {
            Pause pause = engine.pause().join();
            TokenStream stream = engine.generate(greedy(prompt(5, 1), 8));
            List<CompletableFuture<Long>> stepsBefore = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                stepsBefore.add(
                        engine.score(prompt(40, i), 1).thenApply(_ -> engine.statistics().steps()));
            }
            assertThat(stepsBefore).noneMatch(CompletableFuture::isDone);
            pause.close();
            assertThat(tokens(stream)).hasSize(8);
            assertThat(stepsBefore.stream().map(CompletableFuture::join))
                    .containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void promptsToScoreWaitLikeRequestsAndCanBeTakenBack() {
        try (Engine engine = open(EngineOptions.standard().withSequences(1, 2))) {
            Pause pause = engine.pause().join();
            var first = engine.score(prompt(9, 1), 2);
            var second = engine.score(prompt(9, 2), 2);
            assertThatThrownBy(() -> engine.score(prompt(9, 3), 2))
                    .isInstanceOf(EngineException.Busy.class);
            second.cancel(false);
            engine.pause().join().close(); // commands are done in order
            assertThat(engine.statistics().waiting()).isEqualTo(1);
            var third = engine.score(prompt(9, 3), 0);
            pause.close();
            assertThat(first.join()).hasSize(8);
            assertThat(third.join()).hasSize(8).allMatch(it -> it.alternatives().isEmpty());
            assertThat(engine.score(prompt(1, 1), 2).join()).isEmpty();
            assertThat(engine.statistics().waiting()).isZero();
        }
    }

    @Test
    void promptsToScoreEndWithTheEngine() {
        Engine engine = open(EngineOptions.standard());
        Pause unused = engine.pause().join();
        var waiting = engine.score(prompt(9, 1), 2);
        engine.close();
        assertThatThrownBy(waiting::join)
                .cause()
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> engine.score(prompt(9, 1), 2)).isInstanceOf(EngineException.class);
    }

    @Test
    void promptTooLongToScoreIsRefusedWithTheNumbers() {
        try (Engine engine = open(EngineOptions.standard())) {
            assertThatThrownBy(() -> engine.score(prompt(2049, 1), 1))
                    .isInstanceOf(EngineException.PromptTooLong.class)
                    .hasMessageContaining("2049")
                    .hasMessageContaining("2048");
        }
    }

    @Test
    void noTokensAreMadeOfAPromptThatFillsTheContext() throws InterruptedException {
        try (Engine engine = open(EngineOptions.standard())) {
            int[] full = prompt(CONFIG.maxPositionEmbeddings(), 1);
            try (TokenStream stream = engine.generate(greedy(full, 0))) {
                assertThat(stream.next()).isEmpty();
                assertThat(stream.ending().reason()).isEqualTo(FinishReason.LENGTH);
                assertThat(stream.ending().promptTokens()).isEqualTo(full.length);
            }
            assertThatThrownBy(() -> engine.generate(greedy(full, 1)))
                    .isInstanceOf(EngineException.PromptTooLong.class);
        }
    }

    /// A trainer's model in bf16. Its own log-probabilities differ by rounding to 8 bits (measured:
    /// 0.07); of another context they would be 1.6 lower in the mean, as of tokens that are no
    /// likelier than others. Every expert is selected: in bf16 a choice hangs on rounding.
    @Test
    void modelThatComputesInBf16GoesOnBehindLongPrompts() throws Exception {
        K2Config config =
                CONFIG.withOverrides(
                        Map.of(
                                "initializer_range",
                                0.05,
                                "num_experts_per_tok",
                                CONFIG.nRoutedExperts()));
        int[] prompt = prompt(530, 1);
        int count = 8;
        try (K2Model narrow = K2Model.random(config, new Seed(2), DType.BF16);
                Engine engine = Engine.open(narrow)) {
            List<GeneratedToken> made = tokens(engine.generate(greedy(prompt, count)));
            int[] all = Arrays.copyOf(prompt, prompt.length + count);
            for (int i = 0; i < count; i++) {
                all[prompt.length + i] = made.get(i).id();
            }
            float[] trainers = Scored.logprobs(engine, all);
            for (int i = 0; i < count; i++) {
                assertThat(made.get(i).logProbability())
                        .isCloseTo(trainers[prompt.length - 1 + i], within(0.3f));
            }
        }
    }

    /// Bits of log-probabilities are equal, so draws are.
    @Test
    void seededRequestsAreTheSameToTheLastBitWhateverElseIsInTheBatch()
            throws InterruptedException {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            requests.add(drawn(prompt(3 + 23 * i, i), 20, i));
        }
        List<List<GeneratedToken>> alone = new ArrayList<>();
        for (GenerationRequest request : requests) {
            try (Engine engine = open(EngineOptions.standard().withThreads(1))) {
                alone.add(tokens(engine.generate(request)));
            }
        }
        try (Engine engine = open(EngineOptions.standard())) {
            List<TokenStream> streams = requests.stream().map(engine::generate).toList();
            for (int i = 0; i < streams.size(); i++) {
                assertThat(tokens(streams.get(i))).as("request %d", i).isEqualTo(alone.get(i));
            }
        }
    }

    @Test
    void beginningsThatAreKnownAreNotComputedAgain() throws InterruptedException {
        int[] prompt = prompt(200, 5);
        try (Engine engine = open(EngineOptions.standard())) {
            List<Integer> first = ids(engine, greedy(prompt, 10));
            try (TokenStream again = engine.generate(greedy(prompt, 10))) {
                assertThat(read(again)).isEqualTo(first);
                assertThat(again.ending().cachedTokens()).isEqualTo(192); // six pages of 32
            }
            int[] other = Arrays.copyOf(prompt, 220);
            Arrays.fill(other, 100, 220, 7);
            try (TokenStream shared = engine.generate(greedy(other, 3))) {
                assertThat(read(shared)).isEqualTo(recomputed(other, 3));
                assertThat(shared.ending().cachedTokens()).isEqualTo(96);
            }
        }
    }

    @Test
    void sequencesThatLosePagesBeginAgainAndLoseNothing() throws InterruptedException {
        EngineOptions small = EngineOptions.standard().withCacheTokens(320);
        try (Engine engine = open(small)) {
            List<TokenStream> streams = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                streams.add(engine.generate(greedy(prompt(20, i), 100)));
            }
            for (int i = 0; i < 6; i++) {
                assertThat(read(streams.get(i))).isEqualTo(recomputed(prompt(20, i), 100));
            }
            assertThat(engine.statistics().preemptions()).isPositive();
        }
    }

    /// What a seeded request finds in the prefix tree has the bits that it would have computed:
    /// after itself, after others with the same beginning whose answers went another way, and
    /// beside requests without a seed, whose long prompts are computed the other way.
    @Test
    void seededRequestsAreTheSameToTheLastBitWhateverThePrefixTreeKnows()
            throws InterruptedException {
        int[] prompt = prompt(600, 1);
        int[] sibling = Arrays.copyOf(prompt, 420);
        Arrays.fill(sibling, 300, 420, 7);
        GenerationRequest request = drawn(prompt, 40, 5);
        List<GeneratedToken> alone;
        try (Engine engine = open(EngineOptions.standard().withThreads(1))) {
            alone = tokens(engine.generate(request));
        }
        try (Engine engine = open(EngineOptions.standard())) {
            assertThat(ids(engine, greedy(prompt, 70))).hasSize(70);
            assertThat(ids(engine, drawn(sibling, 90, 6))).hasSize(90);
            try (TokenStream shares = engine.generate(request)) {
                assertThat(tokens(shares)).isEqualTo(alone);
                assertThat(shares.ending().cachedTokens()).isEqualTo(288); // 9 pages of 32
            }
            int[] grown = Arrays.copyOf(prompt, 640);
            for (int i = 0; i < 40; i++) {
                grown[600 + i] = alone.get(i).id();
            }
            GenerationRequest goesOn = drawn(grown, 30, 8);
            List<GeneratedToken> behindAnswer;
            try (TokenStream shares = engine.generate(goesOn)) {
                behindAnswer = tokens(shares);
                assertThat(shares.ending().cachedTokens()).isEqualTo(608);
            }
            try (Engine cold = open(EngineOptions.standard().withThreads(1))) {
                assertThat(tokens(cold.generate(goesOn))).isEqualTo(behindAnswer);
            }
            try (TokenStream again = engine.generate(request)) {
                assertThat(tokens(again)).isEqualTo(alone);
                assertThat(again.ending().cachedTokens()).isEqualTo(576);
            }
        }
    }

    @Test
    void seededRequestsAreTheSameToTheLastBitWhenTheyLosePages() throws InterruptedException {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            requests.add(drawn(prompt(150 + 40 * i, i), 300, i));
        }
        List<List<GeneratedToken>> alone = new ArrayList<>();
        for (GenerationRequest request : requests) {
            try (Engine engine = open(EngineOptions.standard())) {
                alone.add(tokens(engine.generate(request)));
            }
        }
        try (Engine engine = open(EngineOptions.standard().withCacheTokens(1024))) {
            List<TokenStream> streams = requests.stream().map(engine::generate).toList();
            for (int i = 0; i < streams.size(); i++) {
                assertThat(tokens(streams.get(i))).as("request %d", i).isEqualTo(alone.get(i));
            }
            assertThat(engine.statistics().preemptions()).isPositive();
        }
    }

    @Test
    void closedStreamEndsWithinAStep() throws InterruptedException {
        try (Engine engine = open(EngineOptions.standard());
                Gate gate = new Gate(CONFIG.vocabSize(), 1);
                TokenStream stream = engine.generate(gated(prompt(10, 1), 1900, gate))) {
            assertThat(stream.next()).isPresent();
            stream.close(); // before the second token, or while it is under way
            gate.open();
            while (stream.next().isPresent()) {}
            assertThat(stream.ending().reason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(stream.ending().completionTokens()).isBetween(1, 2);
        }
    }

    @Test
    void closedStreamOfAPausedEngineEndsToo() throws Exception {
        try (Engine engine = open(EngineOptions.standard())) {
            Pause unused = engine.pause().join();
            TokenStream stream = engine.generate(greedy(prompt(10, 1), 5));
            stream.close();
            assertThat(stream.next()).isEmpty();
            assertThat(stream.ending().reason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(engine.statistics().waiting()).isZero();
        }
    }

    @Test
    void requestsPastTheQueueAreRefused() throws Exception {
        try (Engine engine = open(EngineOptions.standard().withSequences(1, 2))) {
            Pause pause = engine.pause().join();
            TokenStream first = engine.generate(greedy(prompt(3, 1), 2));
            TokenStream second = engine.generate(greedy(prompt(3, 2), 2));
            assertThatThrownBy(() -> engine.generate(greedy(prompt(3, 3), 2)))
                    .isInstanceOf(EngineException.Busy.class)
                    .hasMessage("2 requests are waiting already; try again later");
            pause.close();
            assertThat(read(first)).hasSize(2);
            assertThat(read(second)).hasSize(2);
            assertThat(ids(engine, greedy(prompt(3, 3), 2))).hasSize(2);
        }
    }

    @Test
    void swappedWeightsDrawTheNextTokensAndOldKeysAreForgotten() throws Exception {
        int[] prompt = prompt(70, 9);
        try (K2Model other = K2Model.random(CONFIG, new Seed(7), DType.F32);
                Engine engine = open(EngineOptions.standard())) {
            List<Integer> before = ids(engine, greedy(prompt, 5));
            try (Gate gate = new Gate(CONFIG.vocabSize(), 1);
                    TokenStream running = engine.generate(gated(prompt, 1500, gate))) {
                assertThat(running.next().orElseThrow().weightVersion()).isZero();
                CompletableFuture<Long> swapped = engine.swap(other);
                gate.open();
                assertThat(swapped.get()).isEqualTo(1);
                long last = 0;
                for (var token = running.next(); token.isPresent(); token = running.next()) {
                    assertThat(token.get().weightVersion()).isGreaterThanOrEqualTo(last);
                    last = token.get().weightVersion();
                }
                assertThat(last).isEqualTo(1);
                assertThat(running.ending().completionTokens()).isEqualTo(1500);
            }
            try (TokenStream fresh = engine.generate(greedy(prompt, 5))) {
                assertThat(read(fresh)).isNotEqualTo(before);
                assertThat(fresh.ending().cachedTokens()).isZero();
            }
            assertThat(ids(engine, greedy(prompt, 5))).hasSize(5);
        }
    }

    @Test
    void keptKeysAreServedToTheNextWeights() throws Exception {
        int[] prompt = prompt(70, 9);
        EngineOptions keep = EngineOptions.standard().withKvAfterUpdate(KvAfterUpdate.KEEP);
        try (Engine engine = open(keep)) {
            List<Integer> before = ids(engine, greedy(prompt, 5));
            assertThat(engine.swap(model).get()).isEqualTo(1);
            try (TokenStream fresh = engine.generate(greedy(prompt, 5))) {
                assertThat(read(fresh)).isEqualTo(before);
                assertThat(fresh.ending().cachedTokens()).isEqualTo(64);
            }
        }
    }

    @Test
    void roomForSomeRequestsIsEnoughForAllOfThemAtOnce() throws InterruptedException {
        List<GenerationRequest> requests =
                List.of(
                        greedy(prompt(31, 1), 2),
                        greedy(prompt(1, 2), 64),
                        greedy(prompt(40, 3), 40),
                        greedy(prompt(2000, 4), 1_000_000));
        int context = CONFIG.maxPositionEmbeddings();
        EngineOptions options = EngineOptions.standard().withRoomFor(requests, context);
        assertThat(options.cacheTokens()).isEqualTo(64 + 96 + 96 + 2048);
        try (Engine engine = open(options)) {
            List<TokenStream> streams = requests.stream().map(engine::generate).toList();
            List<Integer> made = new ArrayList<>();
            for (TokenStream stream : streams) {
                made.add(read(stream).size());
                assertThat(stream.ending().reason()).isEqualTo(FinishReason.LENGTH);
            }
            assertThat(made).containsExactly(2, 64, 40, 48);
            assertThat(engine.statistics().preemptions()).isZero();
        }
    }

    @Test
    void tokensThatTheTokenizerDoesNotHaveAreNotDrawn() throws InterruptedException {
        Tokenizer tokenizer =
                new BpeTrainer(BpeTrainer.VOCAB_SIZE_MIN, 1, BpeTrainer.Progress.SILENT)
                        .train(List.of("glacier").iterator());
        var hottest = SamplingParameters.DEFAULT.withTemperature(100).withSeed(1);
        var request = GenerationRequest.of(prompt(4, 1), 200, hottest, Set.of());
        try (Engine all = Engine.open(model);
                Engine known = Engine.open(model, tokenizer, EngineOptions.standard())) {
            int end = tokenizer.vocabSize();
            assertThat(ids(all, request)).anyMatch(id -> id >= end);
            assertThat(ids(known, request)).hasSize(200).allMatch(id -> id < end);
        }
    }

    @Test
    void closedEngineLeavesNothingBehind() throws InterruptedException {
        long tensors = NativeMemory.liveTensors();
        long bytes = NativeMemory.liveBytes();
        try (Engine engine = open(EngineOptions.standard())) {
            assertThat(ids(engine, greedy(prompt(300, 1), 5))).hasSize(5);
            assertThat(NativeMemory.liveTensors()).isGreaterThan(tensors);
        }
        assertThat(NativeMemory.liveTensors()).isEqualTo(tensors);
        assertThat(NativeMemory.liveBytes()).isEqualTo(bytes);
    }

    @Test
    void promptPastTheContextIsRefusedWithTheNumbers() {
        try (Engine engine = Engine.open(model)) {
            int[] prompt = new int[engine.contextTokens()];
            assertThatThrownBy(() -> engine.generate(greedy(prompt, 1)))
                    .isInstanceOf(EngineException.PromptTooLong.class)
                    .hasMessage(
                            "the prompt has 2048 tokens; this model takes at most 2047 with at least one to answer (context 2048, cache 65536)");
        }
    }

    @Test
    void closedEngineEndsItsStreams() {
        Engine engine = open(EngineOptions.standard());
        Pause unused = engine.pause().join(); // or it might be done first
        TokenStream stream = engine.generate(greedy(prompt(10, 1), 1900));
        engine.close();
        assertThatThrownBy(() -> read(stream)).hasMessage("the engine was closed");
        assertThatThrownBy(() -> engine.generate(greedy(prompt(10, 1), 1)))
                .hasMessage("the engine is closed");
    }
}
