package dev.baltoro.rl.loop;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.io.Durable;
import dev.baltoro.rl.recipe.ObjectiveSettings.Critic;
import dev.baltoro.rl.reward.CriticPairs;
import dev.baltoro.rl.reward.CriticPairs.Accuracy;
import dev.baltoro.rl.reward.CriticPairs.Labelled;
import dev.baltoro.rl.reward.PairwiseComparison;
import dev.baltoro.rl.reward.PairwiseComparison.Better;
import dev.baltoro.rl.reward.Rubrics;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.EncodedChat;
import dev.baltoro.train.recipe.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Closed-loop critic refinement (K2 report §3.2.2). The policy judges its own answers where no
/// machine can; where one can, pairs of a success and a failure keep teaching it to judge, and
/// other pairs, which it is never taught, measure how well it does.
///
/// The held-out pairs are those of the first measurement of base rates, and where these are too
/// few, of the first training tasks that [CriticPairs#isHeldOut]; once there are enough they stay,
/// so that all measurements of a run are of the same pairs.
final class CriticRefinement {
    /// Pairs of one group, so that several tasks teach.
    private static final int GROUP_PAIRS_MAX = 4;

    private static final String FILE = "critic.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Critic settings;
    private final ChatEncoder encoder;
    private final int rowTokens;
    private final Llm critic;
    private final List<Labelled> heldOut = new ArrayList<>();

    /// Pairs that have taught, the one that has not for longest first.
    private final Deque<Labelled> kept = new ArrayDeque<>();

    /// What a checkpoint needs.
    private record State(List<Labelled> heldOut, List<Labelled> kept) {}

    /// @param encoder of the judge's conversations
    /// @param rowTokens tokens of a row: longer pairs do not teach
    /// @param critic the policy as it is when it is asked
    CriticRefinement(Critic settings, ChatEncoder encoder, int rowTokens, Llm critic) {
        this.settings = settings;
        this.encoder = encoder;
        this.rowTokens = rowTokens;
        this.critic = critic;
    }

    /// @param contextTokens the model's
    /// @throws RecipeException if not even a comparison of empty answers fits
    void requireFit(int contextTokens) {
        Rubric rubric = Rubrics.with(new Rubric(List.of()));
        Labelled empty = new Labelled(new PairwiseComparison(rubric, "", "", ""), Better.A);
        int least = encoder.encode(empty.conversation(), List.of(), false).size();
        if (least >= contextTokens) {
            throw new RecipeException(
                    "the model cannot judge itself: its context is %d tokens, and a comparison of empty answers has %d already; set reward.judge.kind: endpoint"
                            .formatted(contextTokens, least));
        }
        if (settings.weight() > 0 && settings.pairs() > 0 && least > rowTokens) {
            throw new RecipeException(
                    "a row has %d tokens, and a comparison of empty answers %d already: raise row_tokens, or set objective.critic.pairs: 0"
                            .formatted(rowTokens, least));
        }
    }

    /// {@return rows of right verdicts over an iteration's groups: of each group one pair, then a
    /// second of each, until there are enough, and where these are too few, of those that taught
    /// before; every pair in both orders. Empty if none can be made}
    Optional<PackedBatch> rows(List<Group> groups) {
        if (settings.weight() == 0) {
            return Optional.empty();
        }
        List<List<Labelled>> all =
                groups.stream()
                        .filter(group -> !CriticPairs.isHeldOut(group.task().id()))
                        .map(group -> pairs(group.rollouts(), GROUP_PAIRS_MAX))
                        .toList();
        List<Labelled> taught = new ArrayList<>();
        List<EncodedChat> rows = new ArrayList<>();
        for (int round = 0; round < GROUP_PAIRS_MAX; round++) {
            for (List<Labelled> group : all) {
                if (round < group.size()) {
                    teach(group.get(round), taught, rows);
                }
            }
        }
        for (int again = kept.size(); again > 0 && taught.size() < settings.pairs(); again--) {
            teach(kept.remove(), taught, rows);
        }
        kept.addAll(taught);
        while (kept.size() > settings.kept()) {
            kept.remove();
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(CriticRows.of(rows, rowTokens));
    }

    /// Adds a pair in both orders, if there is room in the iteration and it fits a row.
    private void teach(Labelled pair, List<Labelled> taught, List<EncodedChat> rows) {
        Optional<EncodedChat> one = CriticRows.encoded(pair, encoder, rowTokens);
        Optional<EncodedChat> other = CriticRows.encoded(pair.swapped(), encoder, rowTokens);
        if (taught.size() < settings.pairs() && one.isPresent() && other.isPresent()) {
            taught.add(pair);
            rows.add(one.get());
            rows.add(other.get());
        }
    }

    /// {@return pairs of a success and a failure of one group}
    static List<Labelled> pairs(List<Rollout> group, int most) {
        List<Transcript> transcripts = new ArrayList<>();
        List<Boolean> success = new ArrayList<>();
        for (Rollout rollout : group) {
            if (rollout.end() != RolloutEnd.FAILED && rollout.verdict().isPresent()) {
                transcripts.add(rollout.transcript());
                success.add(rollout.isSuccess());
            }
        }
        return CriticPairs.of(transcripts, success, most);
    }

    /// Holds out pairs of training's groups, while there are not enough.
    void holdOut(List<Group> groups) {
        for (Group group : groups) {
            if (CriticPairs.isHeldOut(group.task().id())) {
                holdOutOne(group.rollouts());
            }
        }
    }

    /// Holds out a pair of attempts at one task, which is not trained on, while there are not
    /// enough. The better answer comes first in every other one: a critic that prefers a place is
    /// right on half of them.
    void holdOutOne(List<Rollout> attempts) {
        List<Labelled> pairs = pairs(attempts, 1);
        if (heldOut.size() < settings.heldOutPairs() && !pairs.isEmpty()) {
            Better place = heldOut.size() % 2 == 0 ? Better.A : Better.B;
            heldOut.add(pairs.getFirst().with(place));
        }
    }

    /// {@return how often the policy judges the held-out pairs rightly; empty if there are none}
    Optional<Accuracy> measure() throws InterruptedException {
        return heldOut.isEmpty()
                ? Optional.empty()
                : Optional.of(CriticPairs.accuracy(critic, heldOut));
    }

    /// Writes what a checkpoint needs.
    void write(Path checkpoint) throws IOException {
        Durable.replace(
                checkpoint.resolve(FILE),
                JSON.writeValueAsBytes(new State(heldOut, List.copyOf(kept))));
    }

    /// Goes on where another one was that wrote `checkpoint`.
    void restore(Path checkpoint) throws IOException {
        Path file = checkpoint.resolve(FILE);
        try {
            State state = JSON.readValue(Files.readAllBytes(file), State.class);
            heldOut.addAll(state.heldOut);
            kept.addAll(state.kept);
        } catch (JacksonException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
    }
}
