package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Task;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.RolloutMetric.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// How often the policy does a domain's tasks before the first step. Where it almost never or
/// almost always does them, groups have no variance and nothing is learned: such a domain is left
/// out.
///
/// @param recipe says how much is measured, and the bounds
/// @param curriculum told what is left out
/// @param starts begins rollouts
/// @param engine the policy
record BaseRates(RlRecipe recipe, Curriculum curriculum, RolloutStart starts, PolicyEngine engine) {
    /// Measures each domain, and leaves out those outside of the bounds.
    ///
    /// @param told each domain's rate, and what is done about it
    /// @param seen the attempts at each task, the domains' tasks in turn
    /// @return the rates
    /// @throws RecipeException naming the rates if no domain is left
    List<Measured> measure(long seed, Consumer<String> told, Consumer<List<Rollout>> seen)
            throws InterruptedException {
        List<List<Rollout>> attempts = new ArrayList<>();
        List<Measured> rates = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String domain : curriculum.domains()) {
            List<Rollout> verified = attempts(domain, seed);
            if (verified.isEmpty()) {
                continue; // its tasks are judged: there is no rate
            }
            attempts.add(verified);
            Measured rate = rate(domain, verified);
            rates.add(rate);
            double share = (double) rate.successes() / rate.attempts();
            boolean out = !recipe.guards().isLearnable(share);
            if (out) {
                curriculum.leaveOut(domain);
            }
            lines.add(line(rate, out));
            told.accept(lines.getLast());
        }
        if (curriculum.entries().isEmpty()) {
            throw new RecipeException(
                    "no domain is left to learn in (%s): train longer by SFT, choose other difficulties, or change guards.base_rate_least and base_rate_most"
                            .formatted(String.join("; ", lines)));
        }
        byTask(attempts).forEach(seen);
        return rates;
    }

    /// {@return the attempts at the first task of each domain, then at the second of each, and so
    /// on}
    private static List<List<Rollout>> byTask(List<List<Rollout>> domains) {
        SortedMap<Long, Map<Integer, List<Rollout>>> tasks = new TreeMap<>();
        for (int domain = 0; domain < domains.size(); domain++) {
            for (Rollout rollout : domains.get(domain)) {
                tasks.computeIfAbsent(rollout.id().group(), _ -> new TreeMap<>())
                        .computeIfAbsent(domain, _ -> new ArrayList<>())
                        .add(rollout);
            }
        }
        return tasks.values().stream().flatMap(it -> it.values().stream()).toList();
    }

    private List<Rollout> attempts(String domain, long seed) throws InterruptedException {
        List<OpenRollout> open = new ArrayList<>();
        for (int prompt = 0; prompt < recipe.guards().baseRatePrompts(); prompt++) {
            Task task = curriculum.taskOf(domain, seed, prompt);
            if (task instanceof Task.Verified) {
                for (int sample = 0; sample < recipe.guards().baseRateSamples(); sample++) {
                    open.add(
                            starts.of(
                                    "base rate " + domain,
                                    new RolloutId(prompt, sample),
                                    task,
                                    seed));
                }
            }
        }
        engine.finish(open, recipe.rollout().temperature());
        return open.stream().map(OpenRollout::finished).toList();
    }

    private Measured rate(String domain, List<Rollout> rollouts) {
        int successes = (int) rollouts.stream().filter(Rollout::isSuccess).count();
        long tokens = rollouts.stream().mapToLong(one -> one.tokens().sampledCount()).sum();
        Wilson share = Wilson.of(successes, rollouts.size());
        return new Measured(
                "",
                domain,
                "train",
                recipe.rollout().temperature(),
                rollouts.size(),
                successes,
                share.low(),
                share.high(),
                0,
                (double) tokens / rollouts.size(),
                0,
                0,
                0,
                Map.of());
    }

    private String line(Measured rate, boolean out) {
        return String.format(
                Locale.ROOT,
                "base rate of %s: %s%s",
                rate.domain(),
                Wilson.of(rate.successes(), rate.attempts()),
                out
                        ? String.format(
                                Locale.ROOT,
                                "; left out, since it is not from %.0f to %.0f %%",
                                100 * recipe.guards().baseRateLeast(),
                                100 * recipe.guards().baseRateMost())
                        : "");
    }
}
