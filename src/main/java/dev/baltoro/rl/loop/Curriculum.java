package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.recipe.GymUse;
import dev.baltoro.rl.reward.DomainWeights;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.text.NearestName;
import dev.baltoro.train.recipe.RecipeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which tasks are trained on: each gym's share of the groups, and its difficulty, which rises as
/// the policy gets better.
///
/// The task of a group is a function of the seed, the group's number and the difficulties.
final class Curriculum {
    /// How much of the running mean of a domain's success stays in one iteration.
    private static final double MEMORY = 0.8;

    /// Keeps the draw of the domain apart from that of the gym.
    private static final long DOMAINS = 0xD0;

    private final List<Entry> entries;
    private final long seed;
    private final boolean adaptive;
    private final SortedMap<String, Integer> difficulties = new TreeMap<>();

    /// Running mean of each domain's success, where weights are adaptive.
    private final SortedMap<String, Double> success = new TreeMap<>();

    private final Set<String> leftOut = new TreeSet<>();

    /// A gym and how it is used.
    record Entry(GymUse use, Gym gym) {}

    private Curriculum(List<Entry> entries, boolean adaptive, long seed) {
        this.entries = List.copyOf(entries);
        this.adaptive = adaptive;
        this.seed = seed;
        for (Entry entry : entries) {
            difficulties.put(entry.use.name(), entry.use.difficulty());
        }
    }

    /// {@return the curriculum of a recipe}
    ///
    /// @param gyms all that there are
    /// @param adaptive whether domains that fail more get more groups
    /// @throws RecipeException if one is named that there is not, that is too difficult, or whose
    ///   tasks cannot be done on this machine
    static Curriculum of(List<GymUse> uses, Collection<Gym> gyms, boolean adaptive, long seed) {
        Map<String, Gym> known = new TreeMap<>();
        gyms.forEach(gym -> known.put(gym.name(), gym));
        List<Entry> entries = new ArrayList<>();
        for (GymUse use : uses) {
            Gym gym = known.get(use.name());
            if (gym == null) {
                throw new RecipeException(
                        "there is no gym `%s`; %s"
                                .formatted(
                                        use.name(),
                                        NearestName.hint(
                                                use.name(), known.keySet().stream().toList())));
            }
            if (use.highest() > gym.difficultyMax()) {
                throw new RecipeException(
                        "gym %s has difficulties 1 to %d, not %d"
                                .formatted(use.name(), gym.difficultyMax(), use.highest()));
            }
            Optional<String> missing = gym.missing();
            if (missing.isPresent()) {
                throw new RecipeException(
                        "the tasks of gym %s cannot be done here: %s; or leave it out of gyms"
                                .formatted(use.name(), missing.get()));
            }
            entries.add(new Entry(use, gym));
        }
        return new Curriculum(entries, adaptive, seed);
    }

    /// @throws RecipeException if a gym's tasks have a rubric and nobody judges
    void requireJudge(boolean judged) {
        for (Entry entry : entries) {
            if (!judged && task(entry, Split.TRAIN, seed, 0) instanceof Task.Judged task) {
                throw new RecipeException(
                        "task %s is judged by a rubric, and there is no judge: set reward.judge.kind, or leave the gym out"
                                .formatted(task.id()));
            }
        }
    }

    /// {@return the gyms that are used, without those of domains that were left out}
    List<Entry> entries() {
        return all().stream().filter(entry -> !leftOut.contains(entry.gym.domain())).toList();
    }

    /// {@return all gyms, also those that are left out}
    List<Entry> all() {
        return entries;
    }

    /// {@return the domains of all gyms, in alphabetical order}
    Set<String> domains() {
        Set<String> domains = new TreeSet<>();
        entries.forEach(entry -> domains.add(entry.gym.domain()));
        return domains;
    }

    /// {@return the task of a group}
    Task task(long group) {
        List<Entry> among = entries();
        if (adaptive) {
            String domain = domain(among, group);
            among = among.stream().filter(it -> it.gym.domain().equals(domain)).toList();
        }
        return task(pick(among, group), Split.TRAIN, seed, group);
    }

    /// {@return the gym of a task}
    Entry entry(Task task) {
        return entries.stream()
                .filter(entry -> entry.use.name().equals(task.id().gym()))
                .findFirst()
                .orElseThrow();
    }

    /// {@return the domain of a task's gym}
    String domain(Task task) {
        return entry(task).gym.domain();
    }

    /// {@return the task of an id that an earlier sitting had}
    ///
    /// @throws java.util.NoSuchElementException if its gym is not one of these
    Task task(TaskId id) {
        return entries.stream()
                .filter(entry -> entry.use.name().equals(id.gym()))
                .findFirst()
                .orElseThrow()
                .gym
                .task(id);
    }

    /// {@return task number `index` of a domain's gyms, drawn by their weights}
    Task taskOf(String domain, long taskSeed, long index) {
        List<Entry> own =
                entries.stream().filter(entry -> entry.gym.domain().equals(domain)).toList();
        return task(pick(own, index), Split.TRAIN, taskSeed, index);
    }

    /// {@return a task of a gym at its present difficulty}
    Task task(Entry entry, Split split, long taskSeed, long index) {
        int difficulty = difficulties.getOrDefault(entry.use.name(), entry.use.difficulty());
        return entry.gym.task(new TaskId(entry.use.name(), split, taskSeed, index, difficulty));
    }

    private String domain(List<Entry> among, long group) {
        SortedMap<String, Double> base = new TreeMap<>();
        among.forEach(entry -> base.merge(entry.gym.domain(), entry.use.weight(), Double::sum));
        double at = new SplittableRandom(SplitMix64.mix(seed ^ DOMAINS, group)).nextDouble();
        SortedMap<String, Double> shares =
                new DomainWeights.Adaptive(base, success, MEMORY).shares();
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            at -= share.getValue();
            if (at < 0) {
                return share.getKey();
            }
        }
        return shares.lastKey();
    }

    private Entry pick(List<Entry> among, long number) {
        double sum = among.stream().mapToDouble(entry -> entry.use.weight()).sum();
        double at = new SplittableRandom(SplitMix64.mix(seed, number)).nextDouble() * sum;
        for (Entry entry : among) {
            at -= entry.use.weight();
            if (at < 0) {
                return entry;
            }
        }
        return among.getLast();
    }

    /// Leaves a domain's gyms out from now on.
    void leaveOut(String domain) {
        leftOut.add(domain);
    }

    /// {@return the domains that are left out}
    Set<String> leftOut() {
        return Set.copyOf(leftOut);
    }

    /// Raises the difficulty of gyms whose tasks are done often enough.
    ///
    /// @return what was raised, a line each
    List<String> learn(List<Group> groups) {
        average(groups);
        List<String> raised = new ArrayList<>();
        for (Entry entry : entries()) {
            String name = entry.use.name();
            int now = difficulties.getOrDefault(name, entry.use.difficulty());
            long attempts = 0;
            long successes = 0;
            for (Group group : groups) {
                if (group.task().id().gym().equals(name) && group.task().id().difficulty() == now) {
                    attempts += group.rollouts().size();
                    successes += group.rollouts().stream().filter(Rollout::isSuccess).count();
                }
            }
            if (attempts > 0
                    && now < entry.use.highest()
                    && successes >= entry.use.levelUp() * attempts) {
                difficulties.put(name, now + 1);
                raised.add(
                        "%s: %d of %d done at difficulty %d, now %d"
                                .formatted(name, successes, attempts, now, now + 1));
            }
        }
        return raised;
    }

    private void average(List<Group> groups) {
        SortedMap<String, int[]> counts = new TreeMap<>();
        for (Group group : groups) {
            int[] count = counts.computeIfAbsent(group.domain(), _ -> new int[2]);
            count[0] += (int) group.rollouts().stream().filter(Rollout::isSuccess).count();
            count[1] += group.rollouts().size();
        }
        counts.forEach((domain, count) ->
                success.merge(
                        domain,
                        (double) count[0] / Math.max(1, count[1]),
                        (before, now) -> MEMORY * before + (1 - MEMORY) * now));
    }

    /// {@return each domain's success of late}
    SortedMap<String, Double> success() {
        return new TreeMap<>(success);
    }

    /// {@return each gym's difficulty}
    SortedMap<String, Integer> difficulties() {
        return new TreeMap<>(difficulties);
    }

    /// Goes on where another one was.
    void restore(LoopState before) {
        difficulties.putAll(before.difficulties());
        leftOut.addAll(before.leftOut());
        success.putAll(before.success());
    }
}
