package dev.baltoro.rl.rollout;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Step;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ParsedAnswer;
import dev.baltoro.text.chat.ToolUse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An attempt under way: generate, parse, execute, append, until it is over or has to wait.
///
/// [#advance] is plain blocking code for a virtual thread. Between two calls it needs no thread and
/// holds nothing of the engine, so it may wait for other weights as long as it has to. One thread
/// at a time.
public final class OpenRollout {
    /// Added to the score of a token that is not to be drawn: OpenAI's lowest bias.
    private static final float NEVER = -100;

    private static final List<Message> CONCLUDE = List.of(new Message.User(Budget.CONCLUDE_PROMPT));

    private final RolloutId id;
    private final Episode episode;
    private final Budget budget;
    private final int contextTokens;
    private final int stepTokens;
    private final long seed;
    private final Dialogue dialogue;

    /// Tokens of the context that this turn leaves to the question that makes it conclude, and to
    /// the answer; 0 where it is not to conclude, or there is no room for both anyway.
    private int closing;

    private int drawn;
    private boolean concluding;
    private Optional<StepUnderWay> underWay = Optional.empty();
    private Optional<RolloutEnd> end = Optional.empty();
    private String remark = "";

    /// @param encoder of its conversation
    /// @param limits of its length and time
    /// @param seed of its draws
    public OpenRollout(
            RolloutId id, Task task, ChatEncoder encoder, RolloutLimits limits, long seed) {
        this.id = id;
        this.episode = new Episode(task);
        this.budget = limits.budget();
        this.contextTokens = limits.contextTokens();
        this.stepTokens = limits.stepTokens();
        this.seed = seed;
        List<Message> first = episode.reset();
        this.dialogue = new Dialogue(encoder, first, episode.tools());
        this.closing = closing();
        if (room() < 1) {
            cutOff(RolloutEnd.CONTEXT);
        }
    }

    /// Goes on until it is over, or so much of its own time has passed: a token that it draws
    /// counts one, a step of its world as many as the limits say. A step that counts more than is
    /// left goes on while the rollout stands still.
    ///
    /// A failure of the world ends this rollout alone.
    ///
    /// @param temperature of the draws
    /// @return whether it is over
    /// @throws dev.baltoro.engine.EngineException if the engine failed or was closed
    public boolean advance(RolloutModel model, double temperature, int time)
            throws InterruptedException {
        long left = time;
        while (end.isEmpty() && left > 0) {
            if (underWay.isEmpty()) {
                int before = drawn;
                generate(model, temperature, (int) Math.min(left, turnLeft()));
                left -= drawn - before;
                if (isTurnOver()) {
                    turnIsOver(stepTokens);
                }
            }
            if (underWay.isPresent()) {
                left = underWay.get().pass(left);
                takeIfDue(underWay.get());
            }
        }
        return end.isPresent();
    }

    private void takeIfDue(StepUnderWay step) throws InterruptedException {
        if (step.owed() == 0) {
            underWay = Optional.empty();
            try {
                stepIsOver(step.result(), true);
            } catch (RuntimeException e) {
                fail(e);
            }
        }
    }

    private boolean isTurnOver() {
        return dialogue.hasEnded() || turnLeft() == 0;
    }

    /// Comes to where another rollout of the same task was that has drawn these tokens, and has no
    /// step under way.
    public void replay(TokenRecord before) {
        replay(before, 0);
    }

    /// Comes to where another rollout of the same task was that has drawn these tokens: the world
    /// takes the same steps again.
    ///
    /// @param owed its [#owed]
    /// @throws IllegalArgumentException if the world does not show what it showed then
    public void replay(TokenRecord before, long owed) {
        for (int i = 0; i < before.size(); i++) {
            if (before.isSampled(i)) {
                if (i != dialogue.tokens().size()) {
                    throw differs(i);
                }
                dialogue.tokens()
                        .sample(
                                before.id(i),
                                before.logProbability(i),
                                before.drawnLogProbability(i),
                                before.version(i));
                drawn++;
                if (isTurnOver()) {
                    turnIsOver(i == before.size() - 1 ? owed : 0);
                }
            }
        }
        if (!Arrays.equals(before.ids(), dialogue.tokens().ids())) {
            throw differs(before.size());
        }
    }

    private IllegalArgumentException differs(int token) {
        return new IllegalArgumentException(
                "rollout %s cannot be gone on with: its world shows other things than before token %d"
                        .formatted(id, token));
    }

    /// {@return tokens that it may still draw; 0 means that a limit is reached}
    private int tokensLeft() {
        int most = concluding ? budget.tokens() + budget.allowance() : budget.tokens();
        return Math.min(most - drawn, room() - closing);
    }

    private int closing() {
        if (budget.atEnd() != Budget.AtEnd.CONCLUDE || concluding) {
            return 0;
        }
        int last = dialogue.sizeAfter(CONCLUDE) + budget.allowance();
        return last < contextTokens ? last - dialogue.tokens().size() : 0;
    }

    /// {@return tokens that it may still draw in this turn}
    private int turnLeft() {
        if (budget.turns() == 1) {
            return tokensLeft();
        }
        int before = drawn - (dialogue.tokens().size() - dialogue.turnStart());
        return Math.min(budget.turnEnd(before) - drawn, room());
    }

    private int room() {
        return contextTokens - dialogue.tokens().size();
    }

    /// Draws tokens of the turn, up to its end.
    private void generate(RolloutModel model, double temperature, int most)
            throws InterruptedException {
        TokenRecord tokens = dialogue.tokens();
        SamplingParameters seeded =
                SamplingParameters.DEFAULT
                        .withTemperature(temperature)
                        .withSeed(SplitMix64.mix(seed, tokens.size()));
        SamplingParameters sampling =
                isExact() ? seeded.withLogitBias(never(model.chat().encoder().ends())) : seeded;
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
    }

    private boolean isExact() {
        return budget.atEnd() == Budget.AtEnd.EXACT;
    }

    private static Map<Integer, Float> never(Set<Integer> tokens) {
        return tokens.stream().collect(Collectors.toMap(token -> token, _ -> NEVER));
    }

    /// @param time that a step of the world takes; one after which nothing can follow takes none
    private void turnIsOver(long time) {
        boolean ended = dialogue.hasEnded() || isExact();
        if (!ended && budget.atEnd() == Budget.AtEnd.CONCLUDE && !concluding && conclude()) {
            return;
        }
        Turn turn = turn(ended);
        if (time > 0 && tokensLeft() > 0) {
            underWay = Optional.of(new StepUnderWay(() -> episode.step(turn), time));
            return;
        }
        try {
            stepIsOver(episode.step(turn), ended);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void stepIsOver(Step step, boolean turnEnded) {
        if (!step.isOver()) {
            goOn(step.observation());
        } else if (!turnEnded) {
            end = Optional.of(room() < 1 ? RolloutEnd.CONTEXT : RolloutEnd.BUDGET);
        } else {
            end = Optional.of(step.truncated() ? RolloutEnd.TURNS : RolloutEnd.FINISHED);
        }
    }

    /// One dead world costs one sample, not the run.
    private void fail(RuntimeException why) {
        end = Optional.of(RolloutEnd.FAILED);
        remark = String.valueOf(why.getMessage());
    }

    private Turn turn(boolean ended) {
        ParsedAnswer answer = dialogue.turn();
        return new Turn(answer.content(), answer.toolCalls(), ended);
    }

    /// Appends what the world showed; where that leaves no room for a turn, the rollout is cut off.
    private void goOn(List<Message> observation) {
        if (dialogue.sizeAfter(observation) >= contextTokens) {
            cutOff(RolloutEnd.CONTEXT);
            return;
        }
        dialogue.show(observation);
        closing = closing();
        if (tokensLeft() < 1) {
            cutOff(RolloutEnd.BUDGET);
        }
    }

    /// Closes the turn and asks for the answer.
    ///
    /// @return whether there is room for it
    private boolean conclude() {
        if (dialogue.sizeAfter(CONCLUDE) + budget.allowance() > contextTokens) {
            return false;
        }
        concluding = true;
        closing = 0;
        dialogue.show(CONCLUDE);
        return true;
    }

    private void cutOff(RolloutEnd why) {
        episode.truncate();
        end = Optional.of(why);
    }

    /// {@return time until it needs the result of the step that is under way; 0 if none is}
    public long owed() {
        return underWay.map(StepUnderWay::owed).orElse(0L);
    }

    /// Waits until its world takes no step any more: tools have time limits of their own.
    public void awaitStep() throws InterruptedException {
        if (underWay.isPresent()) {
            underWay.get().await();
        }
    }

    /// Ends it from outside; of one that is over, nothing.
    public void cancel() throws InterruptedException {
        if (end.isEmpty()) {
            awaitStep();
            underWay = Optional.empty();
            cutOff(RolloutEnd.CANCELLED);
        }
    }

    /// {@return which attempt it is}
    public RolloutId id() {
        return id;
    }

    /// {@return whether it is over}
    public boolean isOver() {
        return end.isPresent();
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
                end.orElseThrow(),
                concluding,
                remark);
    }
}
