package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.rl.rollout.TokenRecord;
import dev.baltoro.train.step.TinyStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {
    private static final Task TASK =
            new LetterGym().task(new TaskId("letters", Split.TRAIN, 1, 0, 1));

    /// {@return a group of rollouts of `given` tokens and then drawn ones}
    private static Group group(int given, int... lengths) {
        SplittableRandom random = new SplittableRandom(3);
        List<Rollout> rollouts = new ArrayList<>();
        List<OptionalDouble> rewards = new ArrayList<>();
        for (int length : lengths) {
            TokenRecord record = new TokenRecord();
            for (int i = 0; i < length; i++) {
                int id = random.nextInt(TinyStep.VOCABULARY);
                if (i < given) {
                    record.give(new int[] {id}, 0);
                } else {
                    // the first was forced, the last raised by the grammar
                    float raw = i == length - 1 ? -9 : -1;
                    record.sample(id, raw, i == given ? 0 : -0.5f, 0);
                }
            }
            rollouts.add(
                    new Rollout(
                            new RolloutId(0, rollouts.size()),
                            TASK,
                            record,
                            new Transcript(List.of(), false),
                            Optional.empty(),
                            RolloutEnd.FINISHED,
                            false,
                            ""));
            rewards.add(OptionalDouble.of(rollouts.size()));
        }
        return new Group(0, TASK, "logic", rollouts, rewards);
    }

    @Test
    void rolloutsShareRowsAndOnlyChosenTokensAreTargets() {
        Group group = group(3, 10, 14, 6, 9);
        TrainingRows rows = TrainingRows.of(List.of(group), 16, Optional.empty(), Optional.empty());
        assertThat(rows.batch().rows()).isEqualTo(3);
        assertThat(rows.batch().valid()).containsExactly(9 + 5, 13, 8);
        for (int s = 0; s < rows.samples().size(); s++) {
            TrainingRows.Places places = rows.samples().get(s);
            assertThat(places.rollout()).isSameAs(group.rollouts().get(s));
            TokenRecord record = places.rollout().tokens();
            assertThat(places.tokens()).hasSize(record.size() - 5).startsWith(4);
            for (int i = 0; i < places.tokens().length; i++) {
                assertThat(rows.batch().targets()[places.batch()[i]])
                        .isEqualTo(record.id(places.tokens()[i]));
            }
        }
        assertThat(rows.batch().targetCount()).isEqualTo(rows.chosenTokens());
    }

    /// A rollout scores as it would alone: it sees nothing of its neighbours. Rows of another shape
    /// are added in another order, and every token selects every expert, so 1e-4 is ample.
    @Test
    void aRolloutDoesNotSeeItsNeighbours() {
        Group group = group(2, 7, 9, 8, 5);
        TrainingRows together =
                TrainingRows.of(List.of(group), 32, Optional.empty(), Optional.empty());
        assertThat(together.batch().rows()).isEqualTo(1);
        try (TinyStep tiny = TinyStep.of(1, TinyStep.ALL_EXPERTS)) {
            float[] all = tiny.step().score(together.batch());
            for (int s = 0; s < 4; s++) {
                Group one =
                        new Group(
                                0,
                                TASK,
                                "logic",
                                List.of(group.rollouts().get(s)),
                                List.of(OptionalDouble.of(1)));
                TrainingRows alone =
                        TrainingRows.of(List.of(one), 16, Optional.empty(), Optional.empty());
                float[] own = tiny.step().score(alone.batch());
                for (int i = 0; i < alone.samples().getFirst().batch().length; i++) {
                    assertThat(all[together.samples().get(s).batch()[i]])
                            .isCloseTo(own[alone.samples().getFirst().batch()[i]], within(1e-4f));
                }
            }
        }
    }

    @Test
    void textAndVerdictsStandBelowAndHaveTheirOwnTargets() {
        PackedBatch text = TinyStep.rows(16, 0, 16, 9);
        PackedBatch critic = TinyStep.rows(16, 1, 7);
        TrainingRows rows =
                TrainingRows.of(List.of(group(3, 10)), 16, Optional.of(text), Optional.of(critic));
        assertThat(rows.batch().rows()).isEqualTo(4);
        assertThat(rows.textRow()).isEqualTo(1);
        assertThat(rows.textTargets()).isEqualTo(text.targetCount());
        assertThat(rows.batch().part(1, 3).tokens()).isEqualTo(text.tokens());
        assertThat(rows.criticRow()).isEqualTo(3);
        assertThat(rows.criticTargets()).isEqualTo(critic.targetCount());
        assertThat(rows.batch().part(3, 4).tokens()).isEqualTo(critic.tokens());
    }

    @Test
    void aRolloutThatFitsNoRowIsRefused() {
        assertThatThrownBy(() ->
                        TrainingRows.of(
                                List.of(group(3, 40)), 16, Optional.empty(), Optional.empty()))
                .hasMessageContaining("row_tokens");
    }
}
