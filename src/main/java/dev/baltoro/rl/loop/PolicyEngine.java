package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Task;
import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.EngineOptions.KvAfterUpdate;
import dev.baltoro.engine.Pause;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.GenerationDefaults;
import dev.baltoro.model.K2Model;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.rl.rollout.RolloutModel;
import dev.baltoro.rl.rollout.RolloutPool;
import dev.baltoro.text.tokenizer.Ends;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// The engine over the trainer's own weights: one set of tensors, two users that take turns.
final class PolicyEngine implements AutoCloseable {
    private final RlRecipe recipe;
    private final Engine engine;
    private final RolloutModel model;

    private PolicyEngine(RlRecipe recipe, Engine engine, RolloutModel model) {
        this.recipe = recipe;
        this.engine = engine;
        this.model = model;
    }

    /// {@return an engine over `weights`, which stay the trainer's}
    ///
    /// @param firstVersion updates that they have had
    static PolicyEngine open(
            RlRecipe recipe, StartingModel start, K2Model weights, long firstVersion) {
        int context = weights.config().maxPositionEmbeddings();
        int longest =
                recipe.rollout().contextTokens() == 0
                        ? context
                        : Math.min(context, recipe.rollout().contextTokens());
        EngineOptions standard = EngineOptions.standard();
        int atOnce = recipe.rollout().atOnce();
        // Twice the sequences' own: the tree keeps prompts and turns that go on.
        long cache = 2L * atOnce * (longest + standard.pageSize());
        EngineOptions options =
                standard.withThreads(recipe.workers())
                        .withSequences(atOnce, RolloutPool.ROLLOUTS_MAX)
                        .withCacheTokens((int) Math.min(cache, EngineOptions.CACHE_TOKENS_MAX))
                        .withKvAfterUpdate(
                                recipe.updates().keepsKeys()
                                        ? KvAfterUpdate.KEEP
                                        : KvAfterUpdate.DROP);
        Engine engine = Engine.open(weights, start.tokenizer(), options);
        GenerationDefaults defaults =
                new GenerationDefaults(
                        Ends.of(start.tokenizer(), weights.config().eosTokenId()),
                        SamplingParameters.DEFAULT);
        ChatEngine chat =
                new ChatEngine(engine, start.tokenizer(), start.encoder(), "policy", defaults);
        return new PolicyEngine(recipe, engine, new RolloutModel(chat, longest, firstVersion));
    }

    /// {@return a rollout that has not drawn anything yet}
    OpenRollout rollout(RolloutId id, Task task, String domain, long seed) {
        return new OpenRollout(
                id, task, recipe.budget().of(domain, model.contextTokens()), model, id.seed(seed));
    }

    /// {@return most tokens of a conversation}
    int contextTokens() {
        return model.contextTokens();
    }

    /// {@return updates that the weights in use have had}
    long version() {
        return model.firstVersion() + engine.statistics().weightVersion();
    }

    /// Lets rollouts go on; see [RolloutPool#advance].
    void advance(List<OpenRollout> rollouts, double temperature, int tokensMax)
            throws InterruptedException {
        RolloutPool.advance(rollouts, temperature, tokensMax);
    }

    /// Has `change` change the weights in place while nothing computes with them, and takes them
    /// in.
    ///
    /// @return what `change` gave
    <T> T update(K2Model weights, Supplier<T> change) {
        try (Pause pause = engine.pause().join()) {
            T done = change.get();
            long unused = engine.swap(weights).join();
            return done;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// {@return seconds in which it has computed}
    double seconds() {
        return (engine.statistics().decodeNanos() + engine.statistics().prefillNanos()) * 1e-9;
    }

    ChatEngine chat() {
        return model.chat();
    }

    @Override
    public void close() {
        engine.close();
    }
}
