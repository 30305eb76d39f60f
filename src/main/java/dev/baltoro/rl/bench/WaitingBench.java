package dev.baltoro.rl.bench;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.GenerationDefaults;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.rl.rollout.Budget;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.rl.rollout.RolloutLimits;
import dev.baltoro.rl.rollout.RolloutModel;
import dev.baltoro.rl.rollout.RolloutPool;
import dev.baltoro.tensor.DType;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.train.bench.ProcessMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many rollouts that all wait for their tools at once: what they hold, and how late they go on.
///
/// @param folder the model
/// @param threads cores that compute
/// @param promptTokens of each prompt
/// @param answerTokens that each rollout draws before it waits
/// @param sleeps of each tool, one after the other
/// @param sleepMillis the longest of them
public record WaitingBench(
        BenchFolder folder,
        int threads,
        int promptTokens,
        int answerTokens,
        int sleeps,
        int sleepMillis) {
    /// Prompts that the rollouts share, as those of a group do.
    private static final int PROMPTS = 16;

    private static final int WARM_UP = 10;
    private static final int BESIDE = 8;

    /// What so many rollouts held, and how late they were.
    ///
    /// @param rollouts that waited at once
    /// @param platformThreads of the process while they waited
    /// @param heapBytes in use while they waited, after a collection
    /// @param heapGrowthBytes of these, what was not in use before they began
    /// @param heapMaxBytes that the heap may grow to
    /// @param residentBytes of the process, model and caches and libraries included; 0 where the
    ///   system does not say
    /// @param idleMillis how late a tool's sleep ended while the engine had nothing to do
    /// @param busyMillis the same while the engine decoded
    public record Result(
            int rollouts,
            int platformThreads,
            long heapBytes,
            long heapGrowthBytes,
            long heapMaxBytes,
            long residentBytes,
            Delay idleMillis,
            Delay busyMillis) {}

    /// Delays in milliseconds.
    public record Delay(double median, double p99, double largest) {
        static Delay of(List<Long> nanos) {
            List<Long> sorted = nanos.stream().sorted().toList();
            return new Delay(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
        }

        private static double at(List<Long> sorted, double share) {
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1e6;
        }
    }

    /// {@return measurements for each number of rollouts}
    public List<Result> run(List<Integer> counts) throws IOException, InterruptedException {
        try (K2Model model = Checkpoints.load(folder.model(), DType.F32, _ -> {});
                Engine engine =
                        Engine.open(
                                model,
                                folder.tokenizer(),
                                EngineOptions.standard()
                                        .withThreads(threads)
                                        .withSequences(64, RolloutPool.ROLLOUTS_MAX))) {
            RolloutModel policy = new RolloutModel(chat(engine), 0);
            Result unused = one(policy, WARM_UP);
            List<Result> results = new ArrayList<>();
            for (int count : counts) {
                results.add(one(policy, count));
            }
            return results;
        }
    }

    private ChatEngine chat(Engine engine) {
        return new ChatEngine(
                engine,
                folder.tokenizer(),
                new ChatEncoder(folder.tokenizer(), ChatTemplate.K2),
                "policy",
                new GenerationDefaults(Ends.of(folder.tokenizer()), SamplingParameters.DEFAULT));
    }

    private Result one(RolloutModel policy, int count) throws IOException, InterruptedException {
        long heapBefore = heapInUse();
        WaitingTools tools = new WaitingTools(count, sleeps, sleepMillis);
        List<OpenRollout> rollouts = rollouts(policy, count, tools);
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> advancing =
                    thread.submit(() -> {
                        RolloutPool.advance(rollouts, policy, 1, Integer.MAX_VALUE, _ -> {});
                        return count;
                    });
            try {
                tools.awaitAll();
                long heap = heapInUse();
                int platformThreads = ManagementFactory.getThreadMXBean().getThreadCount();
                long resident = ProcessMemory.residentBytes().orElse(0);
                Delay idle = Delay.of(tools.sleepAll());
                Delay busy;
                try (Decoding beside = decoding(policy)) {
                    busy = Delay.of(tools.sleepAll());
                }
                return new Result(
                        count,
                        platformThreads,
                        heap,
                        Math.max(0, heap - heapBefore),
                        Runtime.getRuntime().maxMemory(),
                        resident,
                        idle,
                        busy);
            } finally {
                tools.end();
                ended(advancing);
            }
        }
    }

    private Decoding decoding(RolloutModel policy) {
        return new Decoding(
                policy.chat().engine(), folder.config().vocabSize(), BESIDE, promptTokens);
    }

    private static void ended(Future<?> advancing) throws InterruptedException {
        try {
            Object unused = advancing.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the rollouts failed while measuring", e);
        }
    }

    private List<OpenRollout> rollouts(RolloutModel policy, int count, Runnable tool) {
        PromptGym gym = new PromptGym(folder.tokenizer(), promptTokens, 1, () -> tool);
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < Math.min(PROMPTS, count); i++) {
            tasks.add(gym.task(new TaskId(PromptGym.NAME, Split.TRAIN, 1, i, 1)));
        }
        Budget budget = new Budget(answerTokens, Budget.AtEnd.EXACT, 1);
        RolloutLimits limits = new RolloutLimits(budget, promptTokens + answerTokens, 0);
        List<OpenRollout> rollouts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RolloutId id = new RolloutId(i % tasks.size(), i / tasks.size());
            rollouts.add(
                    new OpenRollout(
                            id,
                            tasks.get((int) id.group()),
                            policy.chat().encoder(),
                            limits,
                            id.seed(1)));
        }
        return rollouts;
    }

    /// After a collection, which the serial collector does before it returns.
    private static long heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
