package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.recipe.GymUse;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.text.NearestName;
import dev.baltoro.train.recipe.RecipeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
    private final List<Entry> entries;
    private final long seed;
    private final SortedMap<String, Integer> difficulties = new TreeMap<>();
    private final Set<String> leftOut = new TreeSet<>();

    /// A gym and how it is used.
    record Entry(GymUse use, Gym gym) {}

    private Curriculum(List<Entry> entries, long seed) {
        this.entries = List.copyOf(entries);
        this.seed = seed;
        for (Entry entry : entries) {
            difficulties.put(entry.use.name(), entry.use.difficulty());
        }
    }

    /// {@return the curriculum of a recipe}
    ///
    /// @param gyms all that there are
    /// @throws RecipeException if one is named that there is not, or too difficult
    static Curriculum of(List<GymUse> uses, Collection<Gym> gyms, long seed) {
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
            entries.add(new Entry(use, gym));
        }
        return new Curriculum(entries, seed);
    }

    /// {@return the gyms that are used, without those of domains that were left out}
    List<Entry> entries() {
        return entries.stream().filter(entry -> !leftOut.contains(entry.gym.domain())).toList();
    }

    /// {@return the domains of all gyms, in alphabetical order}
    Set<String> domains() {
        Set<String> domains = new TreeSet<>();
        entries.forEach(entry -> domains.add(entry.gym.domain()));
        return domains;
    }

    /// {@return the task of a group}
    Task task(long group) {
        Entry entry = pick(entries(), group);
        return task(entry, Split.TRAIN, seed, group);
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
    /// @throws java.util.NoSuchElementException if its gym is none of these
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
        List<String> raised = new ArrayList<>();
        for (Entry entry : entries()) {
            String name = entry.use.name();
            int now = difficulties.getOrDefault(name, entry.use.difficulty());
            long attempts = 0;
            long successes = 0;
            for (Group group : groups) {
                if (group.task().id().gym().equals(name) && group.task().id().difficulty() == now) {
                    attempts += group.rollouts().size();
                    successes += group.rollouts().stream().filter(r -> r.isSuccess()).count();
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

    /// {@return each gym's difficulty}
    SortedMap<String, Integer> difficulties() {
        return new TreeMap<>(difficulties);
    }

    /// Goes on where another one was.
    void restore(Map<String, Integer> before, Collection<String> domainsLeftOut) {
        difficulties.putAll(before);
        leftOut.addAll(domainsLeftOut);
    }
}
