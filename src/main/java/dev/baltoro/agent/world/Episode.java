package dev.baltoro.agent.world;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One attempt at a task. One thread at a time.
///
/// ```
/// Episode episode = new Episode(task);
/// episode.reset();
/// while (!episode.step(policy.act(episode.transcript(), episode.tools())).isOver()) {}
/// ```
public final class Episode {
    private final Task task;
    private final World world;
    private final List<Message> messages = new ArrayList<>();
    private int turns;
    private boolean over;
    private boolean truncated;
    private Optional<Verdict> verdict = Optional.empty();

    public Episode(Task task) {
        this.task = task;
        this.world = task.world();
    }

    /// Begins, also anew.
    ///
    /// @return what the model reads before its first turn
    public List<Message> reset() {
        messages.clear();
        turns = 0;
        over = false;
        truncated = false;
        verdict = Optional.empty();
        List<Message> first = world.reset();
        messages.addAll(first);
        return first;
    }

    /// Takes in a turn. One that was cut off ends the episode; so does the last one allowed.
    ///
    /// @throws IllegalStateException if the episode is over, or was never begun
    public Step step(Turn turn) {
        if (over || messages.isEmpty()) {
            throw new IllegalStateException("no turn is due: call reset() first");
        }
        turns++;
        messages.add(turn.message());
        if (!turn.complete()) {
            return end(true);
        }
        World.Reply reply = world.step(turn);
        if (reply.terminated()) {
            return end(false);
        }
        messages.addAll(reply.observation());
        return turns < task.turnsMax() ? new Step(reply.observation(), 0, false, false) : end(true);
    }

    /// Ends the episode from outside, such as at a budget's end. One that is over stays as it is.
    public void truncate() {
        if (!over) {
            Step unused = end(true);
        }
    }

    private Step end(boolean cut) {
        over = true;
        truncated = cut;
        double reward = 0;
        if (task instanceof Task.Verified verified) {
            Verdict reached = verified.verifier().verify(world.snapshot(), transcript());
            verdict = Optional.of(reached);
            reward = reached.success() ? 1 : 0;
        }
        return new Step(List.of(), reward, !cut, cut);
    }

    /// Lets a policy play from the beginning to the end.
    ///
    /// @return the last step
    public Step play(Policy policy) throws InterruptedException {
        reset();
        Step step = step(policy.act(transcript(), tools()));
        while (!step.isOver()) {
            step = step(policy.act(transcript(), tools()));
        }
        return step;
    }

    /// {@return the task}
    public Task task() {
        return task;
    }

    /// {@return what may be called}
    public List<ToolDeclaration> tools() {
        return world.tools();
    }

    /// {@return the conversation so far}
    public Transcript transcript() {
        return new Transcript(messages, truncated);
    }

    /// {@return whether no turn follows}
    public boolean isOver() {
        return over;
    }

    /// {@return how it ended, for a verified task that is over}
    public Optional<Verdict> verdict() {
        return verdict;
    }
}
