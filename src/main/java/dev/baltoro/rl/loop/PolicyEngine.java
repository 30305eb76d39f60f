package dev.baltoro.rl.loop;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.llm.LocalLlm;
import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.EngineOptions.KvAfterUpdate;
import dev.baltoro.engine.EngineStatistics;
import dev.baltoro.engine.Pause;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.GenerationDefaults;
import dev.baltoro.model.K2Model;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.rollout.OpenRollout;
import dev.baltoro.rl.rollout.RolloutModel;
import dev.baltoro.rl.rollout.RolloutPool;
import dev.baltoro.rl.rollout.RolloutPool.WhenOver;
import dev.baltoro.tensor.CoreShare;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.tokenizer.Ends;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// The engine over the trainer's own weights: one set of tensors, two users.
final class PolicyEngine implements AutoCloseable {
    private final RlRecipe recipe;
    private final StartingModel start;
    private final CoreShare cores;
    private Engine engine;
    private RolloutModel model;
    private double secondsBefore;
    private final JudgeUsage judged = new JudgeUsage();

    private PolicyEngine(
            RlRecipe recipe,
            StartingModel start,
            CoreShare cores,
            Engine engine,
            RolloutModel model) {
        this.recipe = recipe;
        this.start = start;
        this.cores = cores;
        this.engine = engine;
        this.model = model;
    }

    /// {@return an engine over `weights`, which stay the trainer's}
    ///
    /// @param version updates that they have had
    /// @param cores that it computes with
    static PolicyEngine open(
            RlRecipe recipe, StartingModel start, K2Model weights, long version, CoreShare cores) {
        Engine engine = engine(recipe, start, weights, cores);
        return new PolicyEngine(
                recipe, start, cores, engine, model(start, engine, weights, version));
    }

    private static Engine engine(
            RlRecipe recipe, StartingModel start, K2Model weights, CoreShare cores) {
        EngineOptions standard = EngineOptions.standard();
        int atOnce = recipe.rollout().atOnce();
        int waiting =
                recipe.updates().keepsKeys()
                        ? recipe.rollout().prompts() * recipe.rollout().samples()
                        : 0;
        // Twice the sequences' own: the tree keeps prompts and turns that go on, and what waits
        // for new weights must not lose the keys that it keeps.
        long cache =
                2L
                        * Math.max(atOnce, waiting)
                        * (contextTokens(recipe, weights) + standard.pageSize());
        EngineOptions options =
                standard.withThreads(recipe.workers())
                        .withSequences(atOnce, RolloutPool.ROLLOUTS_MAX)
                        .withCacheTokens((int) Math.min(cache, EngineOptions.CACHE_TOKENS_MAX))
                        .withKvAfterUpdate(
                                recipe.updates().keepsKeys()
                                        ? KvAfterUpdate.KEEP
                                        : KvAfterUpdate.DROP);
        return Engine.open(weights, Optional.of(start.tokenizer()), options, cores);
    }

    private static RolloutModel model(
            StartingModel start, Engine engine, K2Model weights, long version) {
        GenerationDefaults defaults =
                new GenerationDefaults(
                        Ends.of(start.tokenizer(), weights.config().eosTokenId()),
                        SamplingParameters.DEFAULT);
        return new RolloutModel(
                new ChatEngine(engine, start.tokenizer(), start.encoder(), "policy", defaults),
                version);
    }

    /// {@return most tokens of a conversation}
    static int contextTokens(RlRecipe recipe, K2Model weights) {
        int context = weights.config().maxPositionEmbeddings();
        int set = recipe.rollout().contextTokens();
        return set == 0 ? context : Math.min(context, set);
    }

    /// Forgets all keys, where keys are kept: a run that goes on from here has none either.
    void forgetKeys(K2Model weights) {
        if (recipe.updates().keepsKeys()) {
            long version = version();
            secondsBefore = seconds();
            engine.close();
            engine = engine(recipe, start, weights, cores);
            model = model(start, engine, weights, version);
        }
    }

    /// {@return the policy as it is at the time of each question: a model that may judge itself}
    Llm asLlm() {
        return new Llm() {
            @Override
            public WholeAnswer answer(ChatRequest request)
                    throws LlmException, InterruptedException {
                WholeAnswer answer = new LocalLlm(model.chat()).answer(request);
                judged.add(answer.usage());
                return answer;
            }

            @Override
            public String name() {
                return model.chat().modelName();
            }
        };
    }

    /// {@return what its answers as a judge cost so far}
    JudgeUsage judged() {
        return judged;
    }

    /// {@return updates that the weights in use have had}
    long version() {
        return model.firstVersion() + engine.statistics().weightVersion();
    }

    /// Lets rollouts go on; see [RolloutPool#advance].
    void advance(List<OpenRollout> rollouts, double temperature, int time, WhenOver whenOver)
            throws InterruptedException {
        RolloutPool.advance(rollouts, model, temperature, time, whenOver);
    }

    /// Lets rollouts go on to their ends.
    void finish(List<OpenRollout> rollouts, double temperature) throws InterruptedException {
        advance(rollouts, temperature, Integer.MAX_VALUE, _ -> {});
    }

    /// Has `change` change the weights in place while nothing computes with them, and takes them
    /// in.
    ///
    /// @return what `change` gave
    <T> T update(K2Model weights, Supplier<T> change) {
        try (Pause pause = pause()) {
            T done = change.get();
            swap(weights);
            return done;
        }
    }

    /// Takes in the weights, which have changed in place; nothing may be under way.
    void swap(K2Model weights) {
        try {
            long unused = engine.swap(weights).join();
        } catch (CompletionException e) {
            throw cause(e);
        }
    }

    private Pause pause() {
        try {
            return engine.pause().join();
        } catch (CompletionException e) {
            throw cause(e);
        }
    }

    private static RuntimeException cause(CompletionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : e;
    }

    /// {@return seconds in which it has computed}
    double seconds() {
        EngineStatistics now = engine.statistics();
        return secondsBefore + (now.decodeNanos() + now.prefillNanos()) * 1e-9;
    }

    @Override
    public void close() {
        engine.close();
    }
}
