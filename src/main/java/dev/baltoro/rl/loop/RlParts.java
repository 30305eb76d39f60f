package dev.baltoro.rl.loop;

import dev.baltoro.model.K2Model;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.recipe.JudgeSettings;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Workers;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.step.TrainingState;
import dev.baltoro.train.step.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What a run of reinforcement learning consists of, beside its folder.
///
/// @param start the model that it begins with
/// @param step the trainer, over the policy's weights
/// @param engine the engine, over the same weights
/// @param cores lent between them
/// @param curriculum which tasks
/// @param learner of steps
/// @param text beside the rollouts
/// @param critic what keeps the policy a good judge, where it is its own
/// @param rowTokens most tokens of a row of the batch
/// @param workers that share its rows
/// @param contextTokens most tokens of a conversation
/// @param state how far the run was when it was opened
/// @param waiting groups that waited then
/// @param notes on how a new run begins, a line each
/// @param closing what is closed with it, last first
record RlParts(
        StartingModel start,
        TrainingStep step,
        PolicyEngine engine,
        CoreLending cores,
        Curriculum curriculum,
        Learner learner,
        Optional<TextBeside> text,
        Optional<CriticRefinement> critic,
        int rowTokens,
        int workers,
        int contextTokens,
        LoopState state,
        WaitingGroups waiting,
        List<String> notes,
        List<AutoCloseable> closing)
        implements AutoCloseable {

    /// @param gyms all that there are
    /// @param from the checkpoint to go on from
    static RlParts open(RlRecipe recipe, Collection<Gym> gyms, Optional<Checkpoint> from)
            throws IOException {
        return open(recipe, gyms, from, recipe.workers());
    }

    /// @param cores that engine and trainer lend each other; the same bytes come of any number
    static RlParts open(RlRecipe recipe, Collection<Gym> gyms, Optional<Checkpoint> from, int cores)
            throws IOException {
        List<AutoCloseable> closing = new ArrayList<>();
        try {
            return open(recipe, gyms, from, new CoreLending(cores), closing);
        } catch (IOException | RuntimeException e) {
            closeAll(closing);
            throw e;
        }
    }

    private static RlParts open(
            RlRecipe recipe,
            Collection<Gym> gyms,
            Optional<Checkpoint> from,
            CoreLending cores,
            List<AutoCloseable> closing)
            throws IOException {
        Seed seed = new Seed(recipe.seed());
        Curriculum curriculum =
                Curriculum.of(
                        recipe.gyms(),
                        gyms,
                        recipe.rollout().adaptive(),
                        seed.derive("tasks").value());
        StartingModel start = StartingModel.in(recipe.model());
        LoopState state =
                from.isPresent() ? LoopState.read(from.get().folder()) : LoopState.beginning();
        curriculum.restore(state);
        DType compute = recipe.precision().dtype();
        List<String> notes = new ArrayList<>();
        TrainingStep step = step(recipe, start, from, cores, notes, closing);
        Optional<K2Model> beginning =
                recipe.guards().klEveryIterations() > 0
                        ? Optional.of(kept(start.load(compute), closing))
                        : Optional.empty();
        Optional<K2Model> teacher = teacher(recipe, start, compute);
        teacher.ifPresent(closing::add);
        PolicyEngine engine =
                kept(
                        PolicyEngine.open(
                                recipe, start, step.model(), state.version(), cores.engine()),
                        closing);
        int context = PolicyEngine.contextTokens(recipe, step.model());
        int rowTokens = rowTokens(recipe, context);
        requireFit(recipe, rowTokens, context, curriculum);
        Optional<TextBeside> text =
                TextBeside.open(
                        recipe.objective().ptx(),
                        start.tokenizer(),
                        context,
                        seed.derive("text").value());
        text.ifPresent(closing::add);
        Optional<CriticRefinement> critic =
                critic(
                        recipe,
                        start,
                        step.model(),
                        engine,
                        Math.min(rowTokens, step.model().config().maxPositionEmbeddings()),
                        from);
        Learner learner = new Learner(recipe, step, beginning, teacher);
        return new RlParts(
                start,
                step,
                engine,
                cores,
                curriculum,
                learner,
                text,
                critic,
                rowTokens,
                recipe.workers(),
                context,
                state,
                from.isPresent() ? WaitingGroups.read(from.get().folder()) : WaitingGroups.none(),
                List.copyOf(notes),
                closing);
    }

    /// {@return the trainer, whose workers take cores of `cores`}
    private static TrainingStep step(
            RlRecipe recipe,
            StartingModel start,
            Optional<Checkpoint> from,
            CoreLending cores,
            List<String> notes,
            List<AutoCloseable> closing)
            throws IOException {
        Workers workers = kept(Workers.of(cores.workers(recipe.workers())), closing);
        TrainingState weights = weights(recipe, start, from, workers);
        if (from.isEmpty()) {
            notes.add(momenta(recipe, start, weights));
        }
        return kept(new TrainingStep(weights, recipe.stepSettings(), workers), closing);
    }

    /// {@return the checkpoint's weights, or the starting model's}
    private static TrainingState weights(
            RlRecipe recipe, StartingModel start, Optional<Checkpoint> from, Workers workers)
            throws IOException {
        DType compute = recipe.precision().dtype();
        return from.isPresent()
                ? TrainingState.load(from.get().folder(), recipe.optimizer(), compute, workers)
                : TrainingState.start(start.load(compute), recipe.optimizer(), compute, workers);
    }

    private static int rowTokens(RlRecipe recipe, int context) {
        return recipe.rowTokens() == 0
                ? Math.max(context, recipe.microBatchTokens())
                : recipe.rowTokens();
    }

    /// {@return what becomes of the optimizer's state, in a line}
    private static String momenta(RlRecipe recipe, StartingModel start, TrainingState weights)
            throws IOException {
        if (!recipe.carryMomenta()) {
            return "the optimizer begins anew: carry_momenta is false";
        }
        Path folder = start.optimizer();
        return weights.carryOver(folder)
                .map(why -> "the optimizer begins anew: " + why)
                .orElse("the optimizer goes on with the momenta of " + folder);
    }

    private static <T extends AutoCloseable> T kept(T part, List<AutoCloseable> closing) {
        closing.add(part);
        return part;
    }

    private static Optional<K2Model> teacher(RlRecipe recipe, StartingModel start, DType compute)
            throws IOException {
        if (recipe.objective().distillation().teacher().isEmpty()) {
            return Optional.empty();
        }
        StartingModel teacher = StartingModel.in(recipe.objective().distillation().teacher().get());
        if (!teacher.tokenizer().id().equals(start.tokenizer().id())) {
            throw new RecipeException(
                    "objective.distillation.teacher has another tokenizer than the model: a teacher scores the model's own tokens, so both must have the same");
        }
        return Optional.of(teacher.load(compute));
    }

    private static Optional<CriticRefinement> critic(
            RlRecipe recipe,
            StartingModel start,
            K2Model model,
            PolicyEngine engine,
            int rowTokens,
            Optional<Checkpoint> from)
            throws IOException {
        if (recipe.reward().judge().kind() != JudgeSettings.Kind.SELF) {
            return Optional.empty();
        }
        CriticRefinement critic =
                new CriticRefinement(
                        recipe.objective().critic(), start.encoder(), rowTokens, engine.asLlm());
        critic.requireFit(model.config().maxPositionEmbeddings());
        if (from.isPresent()) {
            critic.restore(from.get().folder());
        }
        return Optional.of(critic);
    }

    private static void requireFit(
            RlRecipe recipe, int rowTokens, int context, Curriculum curriculum) {
        if (rowTokens < context) {
            throw new RecipeException(
                    "row_tokens is %d, and a conversation may have %d: raise it, or set rollout.context_tokens lower"
                            .formatted(rowTokens, context));
        }
        for (String domain : curriculum.domains()) {
            var unused = recipe.budget().of(domain, context);
        }
    }

    /// {@return the rows of an iteration's batch}
    ///
    /// @param teaching groups whose rollouts are learned from
    /// @param all groups that are over
    TrainingRows rows(List<Group> teaching, List<Group> all, long iteration) {
        return TrainingRows.of(
                teaching,
                rowTokens,
                workers,
                text.flatMap(it -> it.rows(iteration)),
                critic.flatMap(it -> it.rows(all)));
    }

    @Override
    public void close() {
        closeAll(closing);
    }

    private static void closeAll(List<AutoCloseable> closing) {
        for (AutoCloseable part : closing.reversed()) {
            try {
                part.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
