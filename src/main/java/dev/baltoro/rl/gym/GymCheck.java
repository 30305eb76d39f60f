package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Policy;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Plays tasks of a gym and counts how many are done: whether its own solver does them all, and
/// what a policy reaches that knows nothing. A result means little without that chance beside it.
///
/// ```
/// new GymCheck(gym, Split.TRAIN, 1, 0, 1000).play(Baseline.SOLVER).requireAll();
/// ```
///
/// @param difficulty from 1
/// @param seed of the tasks
/// @param tasks how many, from index 0
public record GymCheck(Gym gym, Split split, int difficulty, long seed, int tasks) {
    /// Failures that a result describes.
    private static final int DESCRIBED_MAX = 5;

    /// What a policy reached.
    ///
    /// @param failures the first few tasks that were not done, with the reasons
    public record Result(int successes, int tasks, List<String> failures) {
        public Result {
            failures = List.copyOf(failures);
        }

        /// {@return the share of tasks done, with its 95 % interval}
        public Wilson share() {
            return Wilson.of(successes, tasks);
        }

        /// Complains unless all tasks were done.
        ///
        /// @throws IllegalStateException that names some that were not
        public void requireAll() {
            if (successes < tasks) {
                throw new IllegalStateException(
                        "%,d of %,d tasks were not done, such as %s"
                                .formatted(tasks - successes, tasks, String.join("; ", failures)));
            }
        }
    }

    private record Played(TaskId id, boolean success, String reason) {}

    /// {@return the ids of the tasks}
    public List<TaskId> ids() {
        List<TaskId> ids = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) {
            ids.add(new TaskId(gym.name(), split, seed, i, difficulty));
        }
        return ids;
    }

    /// {@return what a baseline reaches}
    ///
    /// @throws IllegalArgumentException if the gym's tasks have no verifier
    public Result play(Baseline baseline) throws InterruptedException {
        return play(baseline::policy, _ -> {});
    }

    /// {@return what a policy reaches, one episode a task, on all cores}
    ///
    /// @param policies gives a policy for each episode
    /// @param progress is told the number of tasks played, from any thread
    /// @throws IllegalArgumentException if the gym's tasks have no verifier
    public Result play(Function<Task.Verified, Policy> policies, Progress progress)
            throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        List<Future<Played>> playing = new ArrayList<>();
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (TaskId id : ids()) {
                playing.add(
                        pool.submit(() -> {
                            Played played = play(id, policies);
                            progress.played(done.incrementAndGet());
                            return played;
                        }));
            }
            List<Played> all = new ArrayList<>();
            for (Future<Played> one : playing) {
                all.add(one.get());
            }
            return result(all);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Played play(TaskId id, Function<Task.Verified, Policy> policies)
            throws InterruptedException {
        if (!(gym.task(id) instanceof Task.Verified task)) {
            throw new IllegalArgumentException(
                    gym.name() + " has no verifier: a model judges its tasks");
        }
        Episode episode = new Episode(task);
        episode.play(policies.apply(task));
        Verdict verdict = episode.verdict().orElseThrow();
        return new Played(id, verdict.success(), verdict.reason());
    }

    private static Result result(List<Played> all) {
        List<Played> failed = all.stream().filter(one -> !one.success()).toList();
        return new Result(
                all.size() - failed.size(),
                all.size(),
                failed.stream()
                        .limit(DESCRIBED_MAX)
                        .map(one -> one.id() + " (" + one.reason() + ")")
                        .toList());
    }

    /// Is told how far a check is.
    @FunctionalInterface
    public interface Progress {
        /// So many tasks are played.
        void played(int tasks);
    }
}
