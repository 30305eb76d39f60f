package dev.baltoro.rl.reward;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.rl.reward.PairwiseComparison.Better;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Closed-loop critic refinement (K2 report §3.2.2): of a verified task's rollouts it is known
/// which is better. Pairs of a success and a failure teach the critic; pairs of other tasks, held
/// out, measure it.
public final class CriticPairs {
    /// One task in so many is held out.
    private static final int HELD_OUT_ONE_IN = 5;

    private CriticPairs() {}

    /// A comparison whose answer is known.
    ///
    /// @param asked what the critic reads
    /// @param right what it should answer
    public record Labelled(PairwiseComparison asked, Better right) {
        /// {@return the same pair with the answers the other way round}
        public Labelled swapped() {
            return new Labelled(asked.swapped(), right == Better.A ? Better.B : Better.A);
        }

        /// {@return the same pair with the better answer in this place}
        public Labelled with(Better place) {
            return right == place ? this : swapped();
        }

        /// {@return the comparison and its answer as a conversation to learn from}
        public List<Message> conversation() {
            List<Message> all = new ArrayList<>(asked.messages());
            all.add(new Message.Assistant(right.json()));
            return all;
        }
    }

    /// {@return whether the pairs of a task measure the critic rather than teach it}
    public static boolean isHeldOut(TaskId task) {
        long hash =
                SplitMix64.mix(task.gym().hashCode(), SplitMix64.mix(task.seed(), task.index()));
        return Long.remainderUnsigned(hash, HELD_OUT_ONE_IN) == 0;
    }

    /// {@return labelled pairs of one group, half of them with the better answer first}
    ///
    /// @param group rollouts of one verified task
    /// @param success of each
    /// @param most pairs
    public static List<Labelled> of(List<Transcript> group, List<Boolean> success, int most) {
        List<Transcript> good = new ArrayList<>();
        List<Transcript> bad = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            if (!group.get(i).truncated()) {
                (success.get(i) ? good : bad).add(group.get(i));
            }
        }
        Rubric rubric = Rubrics.with(new Rubric(List.of()));
        List<Labelled> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(most, Math.min(good.size(), bad.size())); i++) {
            String better = good.get(i).answer();
            String worse = bad.get(i).answer();
            if (!better.equals(
                    worse)) { // what differs is in the state, which the critic cannot see
                PairwiseComparison first =
                        new PairwiseComparison(rubric, good.get(i).question(), better, worse);
                pairs.add(
                        i % 2 == 0
                                ? new Labelled(first, Better.A)
                                : new Labelled(first.swapped(), Better.B));
            }
        }
        return pairs;
    }

    /// How often a critic was right.
    ///
    /// @param right pairs that it got right in this order
    /// @param of pairs that it answered
    public record Accuracy(int right, int of) {}

    /// {@return how often a critic is right on pairs, which are asked at once}
    public static Accuracy accuracy(Llm critic, List<Labelled> pairs) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Better>>> said = new ArrayList<>();
            for (Labelled pair : pairs) {
                said.add(threads.submit(() -> preferred(critic, pair.asked())));
            }
            int right = 0;
            int of = 0;
            for (int i = 0; i < pairs.size(); i++) {
                Optional<Better> better = said.get(i).get();
                of += better.isPresent() ? 1 : 0;
                right += better.equals(Optional.of(pairs.get(i).right())) ? 1 : 0;
            }
            return new Accuracy(right, of);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Optional<Better> preferred(Llm critic, PairwiseComparison asked)
            throws InterruptedException {
        try {
            return PairwiseComparison.read(critic.answer(asked.request()));
        } catch (LlmException e) {
            return Optional.empty(); // a judge that gives no answer costs a pair
        }
    }
}
