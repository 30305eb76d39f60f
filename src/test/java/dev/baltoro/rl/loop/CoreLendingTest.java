package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.ScoredRow;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.CoreShare;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who has how many cores. Nothing here depends on how long anything takes: what is waited for is
/// waited for until it is so.
@Timeout(120)
class CoreLendingTest {
    private static void await(BooleanSupplier isSo) {
        while (!isSo.getAsBoolean()) {
            LockSupport.parkNanos(100_000);
        }
    }

    /// A trainer's pass that goes on by hand: each of its workers takes tasks that end when told.
    private static final class HeldPass implements AutoCloseable {
        private final Workers workers;
        private final AtomicInteger computing = new AtomicInteger();
        private final List<CountDownLatch> ends = new ArrayList<>();
        private final Thread thread;

        HeldPass(CoreLending lending, int count, int tasks) {
            workers = Workers.of(lending.workers(count));
            for (int i = 0; i < tasks; i++) {
                ends.add(new CountDownLatch(1));
            }
            thread = Thread.ofPlatform().start(() -> workers.forEach(tasks, this::compute));
        }

        private void compute(int task) {
            computing.incrementAndGet();
            try {
                ends.get(task).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                computing.decrementAndGet();
            }
        }

        void awaitComputing(int count) {
            await(() -> computing.get() == count);
        }

        void end(int task) {
            ends.get(task).countDown();
        }

        @Override
        public void close() {
            ends.forEach(CountDownLatch::countDown);
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            workers.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1", "3, 1, 2", "4, 2, 2", "7, 3, 4", "1, 1, 1"})
    void eachHasItsHalfWhileBothHaveWork(int cores, int engines, int workers) {
        CoreLending lending = new CoreLending(cores);
        CoreShare engine = lending.engine();
        assertThat(engine.take(8)).isEqualTo(Math.max(2, cores)); // nobody else has work
        try (HeldPass pass = new HeldPass(lending, 8, 20)) {
            await(() -> engine.take(8) == engines); // its workers have come, and wait
            pass.awaitComputing(workers);
            for (int task = 0; task < 10; task++) {
                pass.end(task);
                pass.awaitComputing(workers);
                assertThat(engine.take(8)).isEqualTo(engines);
            }
        }
        assertThat(engine.take(8)).isEqualTo(Math.max(2, cores));
    }

    @Test
    void theTrainerHasWhatTheEngineHasNoWorkForAndGivesItBackBetweenTwoTasks() {
        CoreLending lending = new CoreLending(4);
        CoreShare engine = lending.engine();
        try (HeldPass pass = new HeldPass(lending, 4, 12)) {
            pass.awaitComputing(4); // the engine has not asked for any
            assertThat(engine.take(4)).isEqualTo(1); // it goes on with one, however that is
            pass.end(0);
            pass.awaitComputing(3);
            assertThat(engine.take(4)).isEqualTo(1);
            pass.end(1);
            pass.awaitComputing(2);
            assertThat(engine.take(4)).isEqualTo(2);
            pass.end(2);
            pass.awaitComputing(2); // the next task has begun in its place
            assertThat(engine.take(1)).isEqualTo(1); // a step that is quickest with one thread
            pass.awaitComputing(3);
            engine.giveBack();
            pass.awaitComputing(4);
        }
    }

    @Test
    void theEngineHasWhatTheTrainerHasTooFewTasksFor() {
        CoreLending lending = new CoreLending(8);
        try (HeldPass pass = new HeldPass(lending, 8, 1)) {
            pass.awaitComputing(1);
            await(() -> lending.engine().take(8) == 7);
        }
    }

    /// As in a decode step after which all rollouts wait for their tools, and a step after that.
    @Test
    void coreSecondsAreOfThoseThatWereHad() {
        CoreLending lending = new CoreLending(2);
        lending.engine().giveBack();
        assertThat(lending.coreSeconds()).isEqualTo(new CoreLending.CoreSeconds(0, 0));
        int unused = lending.engine().take(2);
        await(() -> lending.coreSeconds().engine() > 0);
        assertThat(lending.coreSeconds().trainer()).isZero();
        lending.engine().giveBack();
        double engine = lending.coreSeconds().engine();
        try (HeldPass pass = new HeldPass(lending, 2, 1)) {
            await(() -> lending.coreSeconds().trainer() > 0);
        }
        assertThat(lending.coreSeconds().engine()).isEqualTo(engine);
    }

    private static final K2Config CONFIG =
            Presets.named("nano")
                    .withOverrides(
                            Map.of(
                                    "vocab_size", 301,
                                    "hidden_size", 64,
                                    "num_hidden_layers", 2,
                                    "initializer_range", 0.1));

    /// What a share was asked for and what it answered.
    private record Answer(int wanted, int had) {}

    private record Recorded(CoreShare share, List<Answer> answers) implements CoreShare {
        static Recorded of(CoreShare share) {
            return new Recorded(share, Collections.synchronizedList(new ArrayList<>()));
        }

        @Override
        public int take(int wanted) {
            int had = share.take(wanted);
            answers.add(new Answer(wanted, had));
            return had;
        }

        @Override
        public void giveBack() {
            share.giveBack();
            answers.add(new Answer(0, 0));
        }
    }

    /// A trainer's pass begins and ends while answers are drawn, and rows are scored for which the
    /// engine has a use for both cores.
    @Test
    void theEnginesShareFollowsWhatTheTrainerDoesAndItsBitsDoNot() throws Exception {
        try (K2Model model = K2Model.random(CONFIG, new Seed(6), DType.F32)) {
            List<String> alone = new ArrayList<>();
            List<String> lent = new ArrayList<>();
            try (Engine engine = Engine.open(model, Optional.empty(), options(1))) {
                for (int round = 0; round < 3; round++) {
                    alone.addAll(answersAndScores(engine, round));
                }
            }
            CoreLending lending = new CoreLending(2);
            Recorded share = Recorded.of(lending.engine());
            try (Engine engine = Engine.open(model, Optional.empty(), options(2), share)) {
                lent.addAll(answersAndScores(engine, 0));
                assertThat(share.answers).contains(new Answer(2, 2));
                try (HeldPass pass = new HeldPass(lending, 2, 2)) {
                    pass.awaitComputing(2); // the engine has nothing to compute
                    share.answers.clear();
                    lent.addAll(answersAndScores(engine, 1));
                    assertThat(share.answers)
                            .contains(new Answer(2, 1))
                            .allMatch(answer -> answer.had <= 1);
                }
                share.answers.clear();
                lent.addAll(answersAndScores(engine, 2));
                assertThat(share.answers).contains(new Answer(2, 2));
                await(() -> share.answers.getLast().wanted == 0); // nothing is left to compute
            }
            assertThat(lent).isEqualTo(alone);
        }
    }

    /// {@return tokens that were drawn and the scores of rows, with their bits}
    private static List<String> answersAndScores(Engine engine, int round) throws Exception {
        List<TokenStream> streams = streams(engine, 5, round);
        List<ScoredRow.Row> rows = Collections.nCopies(4, ScoredRow.Row.of(new int[] {7, 8, 9}));
        var scored = engine.score(rows);
        List<String> all = new ArrayList<>();
        for (TokenStream stream : streams) {
            for (var token = stream.next(); token.isPresent(); token = stream.next()) {
                all.add(token.get().id() + " " + token.get().logProbability());
            }
        }
        for (ScoredRow row : scored.join()) {
            all.add(Arrays.toString(row.scores().logprobs()));
        }
        return all;
    }

    private static EngineOptions options(int threads) {
        return EngineOptions.standard().withThreads(threads).withCacheTokens(4096);
    }

    private static List<TokenStream> streams(Engine engine, int count, int round) {
        List<TokenStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var sampling = SamplingParameters.DEFAULT.withTemperature(1).withSeed(7 + i);
            int[] prompt = {3, 1, 4, i, round};
            streams.add(engine.generate(GenerationRequest.of(prompt, 40, sampling, Set.of())));
        }
        return streams;
    }
}
