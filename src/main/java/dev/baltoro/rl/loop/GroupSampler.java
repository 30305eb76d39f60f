package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Task;
import dev.baltoro.rl.loop.WaitingGroups.Waiting;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.reward.Rewards;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.RolloutId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Draws groups of rollouts. In synchronous mode all are over when an iteration ends; in the others
/// those that are not wait, and go on in the next.
///
/// Which tokens are drawn depends on seed and weights alone, not on threads: an iteration ends for
/// each rollout after so many tokens of its own.
final class GroupSampler {
    private final RlRecipe recipe;
    private final Curriculum curriculum;
    private final RolloutStart starts;
    private final PolicyEngine engine;
    private final Rewards rewards;
    private final long seed;
    private final List<OpenGroup> open = new ArrayList<>();
    private long begun;
    private long drawn;

    /// A group some of whose rollouts may still go on.
    record OpenGroup(long number, Task task, String domain, List<OpenRollout> rollouts) {
        boolean isOver() {
            return rollouts.stream().allMatch(OpenRollout::isOver);
        }
    }

    /// What an iteration gave.
    ///
    /// @param groups that are over, in the order in which they began
    /// @param refilled how many of them were begun in the place of others
    /// @param waiting rollouts that go on in the next iteration
    /// @param drawnTokens tokens that were drawn
    record Sampled(List<Group> groups, int refilled, int waiting, long drawnTokens) {}

    /// @param begun groups that earlier sittings began
    GroupSampler(
            RlRecipe recipe,
            Curriculum curriculum,
            RolloutStart starts,
            PolicyEngine engine,
            Rewards rewards,
            long seed,
            long begun) {
        this.recipe = recipe;
        this.curriculum = curriculum;
        this.starts = starts;
        this.engine = engine;
        this.rewards = rewards;
        this.seed = seed;
        this.begun = begun;
    }

    /// {@return the groups that came to their end in an iteration}
    Sampled sample(double temperature) throws InterruptedException {
        drawn = 0;
        boolean waits = recipe.updates().segmentTokens() > 0;
        int segment = waits ? recipe.updates().segmentTokens() : Integer.MAX_VALUE;
        int missing = recipe.rollout().prompts() - open.size();
        int beginMost = recipe.updates().beginMost();
        begin(beginMost == 0 ? missing : Math.min(missing, beginMost));
        List<Group> groups = new ArrayList<>(goOn(temperature, segment));
        int refilled = 0;
        for (int refill = 0; !waits && refill < recipe.rollout().refills(); refill++) {
            int unfilled =
                    recipe.rollout().prompts()
                            - (int) groups.stream().filter(this::teaches).count();
            if (unfilled <= 0) {
                break;
            }
            begin(unfilled);
            refilled += unfilled;
            groups.addAll(goOn(temperature, segment));
        }
        int waiting = 0;
        for (OpenGroup group : open) {
            waiting += (int) group.rollouts.stream().filter(one -> !one.isOver()).count();
        }
        return new Sampled(groups, refilled, waiting, drawn);
    }

    /// {@return whether a group can be learned from}
    boolean teaches(Group group) {
        Group usable = group.usable(oldestAllowed());
        return recipe.objective().needsVariance()
                ? usable.hasVariance()
                : !usable.rollouts().isEmpty();
    }

    /// {@return the oldest weights whose tokens are learned from}
    long oldestAllowed() {
        return engine.version() - recipe.updates().stalenessMax();
    }

    private void begin(int count) {
        for (int i = 0; i < count; i++) {
            long number = begun++;
            open.add(opened(number, curriculum.task(number)));
        }
    }

    private OpenGroup opened(long number, Task task) {
        List<OpenRollout> rollouts = new ArrayList<>();
        for (int sample = 0; sample < recipe.rollout().samples(); sample++) {
            rollouts.add(starts.of("rollout", new RolloutId(number, sample), task, seed));
        }
        return new OpenGroup(number, task, curriculum.domain(task), rollouts);
    }

    /// Takes over the groups that were under way when an earlier sitting ended.
    void resume(List<Waiting> waiting) {
        waiting.forEach(group -> open.add(replayed(group)));
    }

    /// {@return a group that was over then}
    Group over(Waiting waiting) throws InterruptedException {
        return finished(replayed(waiting));
    }

    private OpenGroup replayed(Waiting waiting) {
        OpenGroup group = opened(waiting.number(), curriculum.task(waiting.task()));
        for (int i = 0; i < group.rollouts.size(); i++) {
            group.rollouts.get(i).replay(waiting.samples().get(i), waiting.owed().get(i));
        }
        return group;
    }

    /// {@return the groups that are under way}
    List<Waiting> underWay() {
        return open.stream()
                .map(group ->
                        new Waiting(
                                group.number,
                                group.task.id(),
                                group.rollouts.stream().map(OpenRollout::tokens).toList(),
                                group.rollouts.stream().map(OpenRollout::owed).toList()))
                .toList();
    }

    /// Waits until no world takes a step any more.
    void awaitSteps() throws InterruptedException {
        for (OpenGroup group : open) {
            for (OpenRollout rollout : group.rollouts) {
                rollout.awaitStep();
            }
        }
    }

    /// Lets all open rollouts go on.
    ///
    /// @return the groups that are over now
    private List<Group> goOn(double temperature, int segment) throws InterruptedException {
        List<OpenRollout> going = new ArrayList<>();
        for (OpenGroup group : open) {
            group.rollouts.stream().filter(one -> !one.isOver()).forEach(going::add);
        }
        drawn -= sampled(going);
        Map<Long, Group> judged = advance(going, temperature, segment);
        drawn += sampled(going);
        List<Group> over = new ArrayList<>();
        for (Iterator<OpenGroup> groups = open.iterator(); groups.hasNext(); ) {
            OpenGroup group = groups.next();
            if (group.isOver()) {
                Group finished = judged.get(group.number);
                over.add(finished == null ? finished(group) : finished);
                groups.remove();
            }
        }
        return over;
    }

    /// Lets rollouts go on. The last of a group to be over has the group judged on its thread,
    /// while other groups go on.
    ///
    /// @return the groups that are over now, by number
    private Map<Long, Group> advance(List<OpenRollout> going, double temperature, int segment)
            throws InterruptedException {
        Map<Long, Group> judged = new ConcurrentHashMap<>();
        Map<Long, OpenGroup> byNumber = new HashMap<>();
        Map<Long, AtomicInteger> left = new HashMap<>();
        open.forEach(group -> byNumber.put(group.number, group));
        for (OpenRollout rollout : going) {
            left.computeIfAbsent(rollout.id().group(), _ -> new AtomicInteger()).incrementAndGet();
        }
        engine.advance(
                going,
                temperature,
                segment,
                rollout -> {
                    long number = rollout.id().group();
                    if (Objects.requireNonNull(left.get(number)).decrementAndGet() == 0) {
                        judged.put(number, finished(Objects.requireNonNull(byNumber.get(number))));
                    }
                });
        return judged;
    }

    private static long sampled(List<OpenRollout> rollouts) {
        return rollouts.stream().mapToLong(one -> one.tokens().sampledCount()).sum();
    }

    private Group finished(OpenGroup group) throws InterruptedException {
        var rollouts = group.rollouts.stream().map(OpenRollout::finished).toList();
        return new Group(group.number, group.task, group.domain, rollouts, rewards.of(rollouts));
    }

    /// {@return groups begun so far}
    long begun() {
        return begun;
    }
}
