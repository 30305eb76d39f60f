package dev.baltoro.rl.rollout;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Step;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ParsedAnswer;
import dev.baltoro.text.chat.ToolUse;
import java.util.List;
import java.util.Optional;

/// An attempt under way: generate, parse, execute, append, until it is over or has to wait.
///
/// [#advance] is plain blocking code for a virtual thread. Between two calls it needs no thread and
/// holds nothing of the engine, so it may wait for other weights as long as it has to. One thread
/// at a time.
public final class OpenRollout {
    private final RolloutId id;
    private final Episode episode;
    private final Budget budget;
    private final RolloutModel model;
    private final long seed;
    private final Dialogue dialogue;
    private int drawn;
    private boolean concluding;
    private Optional<Outcome> outcome = Optional.empty();
    private String remark = "";

    /// @param model what draws its turns
    /// @param seed of its draws
    public OpenRollout(RolloutId id, Task task, Budget budget, RolloutModel model, long seed) {
        this.id = id;
        this.episode = new Episode(task);
        this.budget = budget;
        this.model = model;
        this.seed = seed;
        List<Message> first = episode.reset();
        this.dialogue = new Dialogue(model.encoder(), first, episode.tools());
        if (room() < 1) {
            cutOff(Outcome.CONTEXT);
        }
    }

    /// Goes on until it is over, or has drawn so many tokens more.
    ///
    /// A failure of the world ends this rollout alone.
    ///
    /// @param temperature of the draws
    /// @return whether it is over
    /// @throws dev.baltoro.engine.EngineException if the engine failed or was closed
    public boolean advance(double temperature, int tokensMax) throws InterruptedException {
        int left = tokensMax;
        while (outcome.isEmpty() && left > 0) {
            int before = drawn;
            boolean ended = generate(temperature, Math.min(left, tokensLeft()));
            left -= drawn - before;
            if (ended || tokensLeft() == 0) {
                turnIsOver(ended);
            }
        }
        return outcome.isPresent();
    }

    /// {@return tokens that it may still draw; 0 means that a limit is reached}
    private int tokensLeft() {
        int most = concluding ? budget.tokens() + budget.allowance() : budget.tokens();
        return Math.min(most - drawn, room());
    }

    private int room() {
        return model.contextTokens() - dialogue.tokens().size();
    }

    /// Draws tokens of the turn.
    ///
    /// @return whether the turn ended with a token that was drawn
    private boolean generate(double temperature, int most) throws InterruptedException {
        TokenRecord tokens = dialogue.tokens();
        SamplingParameters sampling =
                SamplingParameters.DEFAULT
                        .withTemperature(temperature)
                        .withSeed(SplitMix64.mix(seed, tokens.size()));
        ToolUse use = ToolUse.auto(concluding ? List.of() : episode.tools());
        int begun = tokens.size() - dialogue.turnStart();
        try (TokenStream stream = model.chat().turn(tokens.ids(), begun, use, most, sampling)) {
            for (Optional<GeneratedToken> token = stream.next();
                    token.isPresent();
                    token = stream.next()) {
                dialogue.sample(token.get(), model.firstVersion());
                drawn++;
            }
        }
        return dialogue.hasEnded();
    }

    private void turnIsOver(boolean ended) {
        if (!ended && budget.atEnd() == Budget.AtEnd.CONCLUDE && !concluding && conclude()) {
            return;
        }
        try {
            Step step = episode.step(turn(ended));
            if (!step.isOver()) {
                goOn(step.observation());
            } else if (!ended) {
                outcome = Optional.of(room() < 1 ? Outcome.CONTEXT : Outcome.BUDGET);
            } else {
                outcome = Optional.of(step.truncated() ? Outcome.TURNS : Outcome.FINISHED);
            }
        } catch (RuntimeException e) { // one dead world costs one sample, not the run
            outcome = Optional.of(Outcome.FAILED);
            remark = String.valueOf(e.getMessage());
        }
    }

    private Turn turn(boolean ended) {
        ParsedAnswer answer = dialogue.turn();
        return new Turn(answer.content(), answer.toolCalls(), ended);
    }

    /// Appends what the world showed; where that leaves no room for a turn, the rollout is cut off.
    private void goOn(List<Message> observation) {
        if (dialogue.sizeAfter(observation) >= model.contextTokens()) {
            cutOff(Outcome.CONTEXT);
            return;
        }
        dialogue.show(observation);
        if (tokensLeft() < 1) {
            cutOff(Outcome.BUDGET);
        }
    }

    /// Closes the turn and asks for the answer.
    ///
    /// @return whether there is room for it
    private boolean conclude() {
        List<Message> asked = List.of(new Message.User(Budget.CONCLUDE_PROMPT));
        if (dialogue.sizeAfter(asked) + budget.allowance() > model.contextTokens()) {
            return false;
        }
        concluding = true;
        dialogue.show(asked);
        return true;
    }

    private void cutOff(Outcome why) {
        episode.truncate();
        outcome = Optional.of(why);
    }

    /// Ends it from outside; of one that is over, nothing.
    public void cancel() {
        if (outcome.isEmpty()) {
            cutOff(Outcome.CANCELLED);
        }
    }

    /// {@return which attempt it is}
    public RolloutId id() {
        return id;
    }

    /// {@return whether it is over}
    public boolean isOver() {
        return outcome.isPresent();
    }

    /// {@return its tokens so far}
    public TokenRecord tokens() {
        return dialogue.tokens();
    }

    /// {@return it, now that it is over}
    ///
    /// @throws java.util.NoSuchElementException if it is not
    public Rollout finished() {
        return new Rollout(
                id,
                episode.task(),
                dialogue.tokens(),
                episode.transcript(),
                episode.verdict(),
                outcome.orElseThrow(),
                concluding,
                remark);
    }
}
