package dev.baltoro.rl.loop;

import static java.util.stream.Collectors.joining;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.world.Task;
import dev.baltoro.io.Durable;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.TaskRecord;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.reward.CriticPairs;
import dev.baltoro.rl.reward.CriticPairs.Labelled;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.OutsideOutcomes;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.tensor.Seed;
import dev.baltoro.train.recipe.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What fine-tuning teaches a critic with, before reinforcement learning refines it (K2 report
/// §3.2.2: its ability is initialised in the stage before): the model's own attempts at verified
/// tasks in pairs of a success and a failure, as the judge reads them, with the right verdict.
///
/// A small model has to see thousands of them before it judges better than a coin
/// (docs/lab-notes.md).
public final class CriticLessons {
    /// Tasks that are attempted at once.
    private static final int TASKS_AT_ONCE = 64;

    private CriticLessons() {}

    /// What was written of a domain.
    ///
    /// @param pairs each of which is two conversations, one for each order
    public record Written(String domain, int tasks, int pairs) {}

    /// Writes conversations that `baltoro sft` reads. Tasks whose pairs measure a critic
    /// ([CriticPairs#isHeldOut]) are left out.
    ///
    /// @param written the model, gyms, budgets and samples of a task
    /// @param gyms all that there are
    /// @param tasks of each domain
    /// @param told is given each domain's count when it is done
    public static void write(
            RlRecipe written, Collection<Gym> gyms, int tasks, Path target, Consumer<Written> told)
            throws IOException, InterruptedException {
        RlRecipe recipe = written.decided(Machine.here());
        Path outcomes = Files.createTempFile("baltoro-", ".jsonl");
        try (RlParts parts = RlParts.open(recipe, gyms, Optional.empty());
                Journal journal = Journal.open(outcomes)) {
            List<String> lines = new ArrayList<>();
            RolloutStart starts =
                    new RolloutStart(
                            recipe,
                            parts.start().encoder(),
                            parts.contextTokens(),
                            parts.curriculum(),
                            new OutsideOutcomes(journal));
            for (String domain : parts.curriculum().domains()) {
                int pairs = 0;
                for (int first = 0; first < tasks; first += TASKS_AT_ONCE) {
                    int last = Math.min(tasks, first + TASKS_AT_ONCE);
                    pairs += write(recipe, parts, starts, domain, first, last, lines::add);
                }
                told.accept(new Written(domain, tasks, pairs));
            }
            Durable.replace(target, lines.stream().map(it -> it + "\n").collect(joining()));
        } finally {
            Files.deleteIfExists(outcomes);
        }
    }

    private static int write(
            RlRecipe recipe,
            RlParts parts,
            RolloutStart starts,
            String domain,
            int first,
            int last,
            Consumer<String> out)
            throws InterruptedException {
        long seed = new Seed(recipe.seed()).derive("critic lessons").value();
        List<List<OpenRollout>> groups = new ArrayList<>();
        for (int i = first; i < last; i++) {
            Task task = parts.curriculum().taskOf(domain, seed, i);
            if (task instanceof Task.Verified && !CriticPairs.isHeldOut(task.id())) {
                List<OpenRollout> attempts = new ArrayList<>();
                for (int sample = 0; sample < recipe.rollout().samples(); sample++) {
                    RolloutId id = new RolloutId(i, sample);
                    attempts.add(starts.of("critic lesson " + domain, id, task, seed));
                }
                groups.add(attempts);
            }
        }
        List<OpenRollout> all = groups.stream().flatMap(List::stream).toList();
        parts.engine().finish(all, recipe.rollout().temperature());
        int pairs = 0;
        for (List<OpenRollout> attempts : groups) {
            List<Rollout> group = attempts.stream().map(OpenRollout::finished).toList();
            for (Labelled pair : CriticRefinement.pairs(group, 1)) {
                for (Labelled order : List.of(pair, pair.swapped())) {
                    Task task = group.getFirst().task();
                    out.accept(TaskRecord.line(task, order.conversation(), List.of()));
                }
                pairs++;
            }
        }
        return pairs;
    }
}
