package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.rl.loss.Distillation;
import dev.baltoro.rl.loss.Grpo;
import dev.baltoro.rl.loss.LossTerm;
import dev.baltoro.rl.loss.Objective;
import dev.baltoro.rl.loss.SquaredResidual;
import dev.baltoro.rl.loss.TokenClipped;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.rl.rollout.TokenRecord;
import dev.baltoro.train.step.StepBatch;
import dev.baltoro.train.step.TinyStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RolloutLossTest {
    private static final Task TASK =
            new LetterGym().task(new TaskId("letters", Split.TRAIN, 1, 0, 1));
    private static final long VERSION = 3;

    /// {@return a group whose rollouts have 3 tokens that were given and 6 to 10 that were drawn,
    /// the first `old` of these by weights that are gone}
    private static Group group(int number, int old) {
        SplittableRandom random = new SplittableRandom(number);
        int[] prompt = random.ints(3, 0, TinyStep.VOCABULARY).toArray();
        List<Rollout> rollouts = new ArrayList<>();
        List<OptionalDouble> rewards = new ArrayList<>();
        for (int sample = 0; sample < 5; sample++) {
            TokenRecord record = new TokenRecord();
            record.give(prompt, 0);
            for (int i = 3; i < 9 + sample; i++) {
                int id = random.nextInt(TinyStep.VOCABULARY);
                record.sample(id, -4, -4, i < 3 + old ? VERSION - 1 : VERSION);
            }
            rollouts.add(
                    new Rollout(
                            new RolloutId(number, sample),
                            TASK,
                            record,
                            new Transcript(List.of(), false),
                            Optional.empty(),
                            RolloutEnd.FINISHED,
                            false,
                            ""));
            rewards.add(OptionalDouble.of(sample % 2));
        }
        return new Group(number, TASK, "logic", rollouts, rewards);
    }

    private static Stream<LossTerm> terms() {
        return Stream.of(
                new SquaredResidual(0.1),
                new TokenClipped(0.2, 5, 0.1),
                new Grpo(0.2),
                new Distillation(1));
    }

    /// The slopes are those of a batch that was scored before, also where a ratio is of a whole
    /// sequence, and whichever worker computes which rows: to the last bit.
    @ParameterizedTest
    @MethodSource("terms")
    void thePasssOwnNumbersGiveTheSlopesOfAScoreBefore(LossTerm term) {
        List<Group> groups = List.of(group(0, 0), group(1, 2), group(2, 0));
        TrainingRows rows = TrainingRows.of(groups, 32, 2, Optional.empty(), Optional.empty());
        float[] taught = new float[rows.batch().targets().length];
        Arrays.fill(taught, -3);
        Objective objective = new Objective(List.of(term));
        for (int workers = 1; workers <= 3; workers++) {
            try (TinyStep tiny = TinyStep.of(workers)) {
                RolloutLoss scored = loss(objective, groups, rows, taught);
                scored.see(0, tiny.step().score(rows.batch()));
                Map<String, float[]> early =
                        tiny.gradients(
                                new StepBatch(rows.batch(), (i, p) -> scored.slope(i, p), false));
                Map<String, float[]> within =
                        tiny.gradients(
                                new StepBatch(
                                        rows.batch(),
                                        loss(objective, groups, rows, taught),
                                        false));
                early.forEach((name, gradient) ->
                        assertThat(within.get(name)).as(name).isEqualTo(gradient));
                assertThat(early.values().stream().anyMatch(it -> it[0] != 0)).isTrue();
            }
        }
    }

    private static RolloutLoss loss(
            Objective objective, List<Group> groups, TrainingRows rows, float[] taught) {
        return new RolloutLoss(objective, groups, rows, new float[0], taught, VERSION);
    }

    /// Rewards 0 and 1 in turn, five of them: advantages −0.4 and 0.6, of five samples.
    @Test
    void atTheSameWeightsTheRatioIsOneToTheLastBit() {
        List<Group> groups = List.of(group(0, 0));
        TrainingRows rows = TrainingRows.of(groups, 32, 2, Optional.empty(), Optional.empty());
        RolloutLoss loss =
                loss(new Objective(List.of(new SquaredResidual(1e6))), groups, rows, new float[0]);
        try (TinyStep tiny = TinyStep.of(2)) {
            loss.see(0, tiny.step().score(rows.batch()));
        }
        for (int s = 0; s < 5; s++) {
            for (int at : rows.samples().get(s).batch()) {
                assertThat(loss.slope(at, -4)).isEqualTo((float) (s % 2 == 0 ? 0.4 / 5 : -0.6 / 5));
            }
        }
    }

    /// In a later step of an iteration the ratio is to the first one's numbers.
    @Test
    void laterStepsCompareWithTheFirst() {
        List<Group> groups = List.of(group(0, 0));
        TrainingRows rows = TrainingRows.of(groups, 32, 2, Optional.empty(), Optional.empty());
        float[] first = new float[rows.batch().targets().length];
        float[] now = first.clone();
        now[rows.samples().getFirst().batch()[0]] = 1;
        RolloutLoss loss =
                new RolloutLoss(
                        new Objective(List.of(new SquaredResidual(0.5))),
                        groups,
                        rows,
                        first,
                        new float[0],
                        VERSION);
        loss.see(0, now);
        assertThat(loss.slope(rows.samples().getFirst().batch()[1], 0))
                .isEqualTo((float) ((0.4 + 0.5) / 5));
    }
}
