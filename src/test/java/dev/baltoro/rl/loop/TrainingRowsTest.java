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
import dev.baltoro.train.step.StepBatch;
import dev.baltoro.train.step.TinyStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {
    private static final Task TASK =
            new LetterGym().task(new TaskId("letters", Split.TRAIN, 1, 0, 1));

    /// {@return a group of rollouts of `given` tokens, all the same, and then drawn ones}
    private static Group group(int given, int... lengths) {
        SplittableRandom random = new SplittableRandom(3);
        int[] prompt = random.ints(given, 0, TinyStep.VOCABULARY).toArray();
        List<Rollout> rollouts = new ArrayList<>();
        List<OptionalDouble> rewards = new ArrayList<>();
        for (int length : lengths) {
            TokenRecord record = new TokenRecord();
            record.give(prompt, 0);
            for (int i = given; i < length; i++) {
                // the first was forced, the last raised by the grammar
                float raw = i == length - 1 ? -9 : -1;
                int id = (rollouts.size() * 7 + i * i) % TinyStep.VOCABULARY;
                record.sample(id, raw, i == given ? 0 : -0.5f, 0);
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

    /// {@return each rollout as a group of its own, which shares nothing}
    private static List<Group> apart(Group group) {
        return group.rollouts().stream()
                .map(one ->
                        new Group(0, TASK, "logic", List.of(one), List.of(OptionalDouble.of(1))))
                .toList();
    }

    private static TrainingRows rows(List<Group> groups, int most) {
        return TrainingRows.of(groups, most, 1, Optional.empty(), Optional.empty());
    }

    /// Three tokens are given: two are the stem, and the third begins each sample, whose first
    /// token it predicts.
    @Test
    void aPromptLiesOnceInARowAndItsSamplesGoOnFromIt() {
        Group group = group(3, 10, 14, 6, 9);
        TrainingRows rows = rows(List.of(group), 16);
        PackedBatch batch = rows.batch();
        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.valid()).containsExactly(2 + 7, 2 + 11 + 3, 2 + 6);
        int[] row1 = Arrays.copyOfRange(batch.stems(), 16, 32);
        assertThat(row1).startsWith(-1, -1, 1).endsWith(1, 1, 1);
        assertThat(Arrays.copyOfRange(batch.documentStarts(), 16, 32))
                .startsWith(0, 0, 2, 2)
                .endsWith(2, 13, 13, 13);
        for (int s = 0; s < rows.samples().size(); s++) {
            TrainingRows.Places places = rows.samples().get(s);
            assertThat(places.rollout()).isSameAs(group.rollouts().get(s));
            TokenRecord record = places.rollout().tokens();
            assertThat(places.tokens()).hasSize(record.size() - 5).startsWith(4);
            for (int i = 0; i < places.tokens().length; i++) {
                int at = places.batch()[i];
                assertThat(batch.targets()[at]).isEqualTo(record.id(places.tokens()[i]));
                assertThat(batch.tokens()[at]).isEqualTo(record.id(places.tokens()[i] - 1));
            }
        }
        assertThat(batch.targetCount()).isEqualTo(rows.chosenTokens());
    }

    @Test
    void rowsAreAsShortAsTheirNumberAllowsAndAMultipleOfTheWorkers() {
        List<Group> groups = List.of(group(20, 60, 60, 60), group(20, 50, 50, 50));
        TrainingRows one = TrainingRows.of(groups, 400, 1, Optional.empty(), Optional.empty());
        assertThat(one.batch().rows()).isEqualTo(1);
        assertThat(one.batch().sequenceLength()).isEqualTo(256); // 19 + 3·40 + 19 + 3·30 = 248
        TrainingRows two = TrainingRows.of(groups, 400, 2, Optional.empty(), Optional.empty());
        assertThat(two.batch().rows()).isEqualTo(2);
        assertThat(two.batch().sequenceLength()).isEqualTo(144); // 139 and 109
    }

    /// A rollout scores as it would alone: it sees its prompt and nothing of its neighbours. Rows
    /// of another shape are added in another order, and every token selects every expert, so 1e-4
    /// is ample.
    @Test
    void aRolloutSeesItsPromptAndNoNeighbour() {
        Group group = group(6, 12, 14, 13, 9);
        TrainingRows together = rows(List.of(group), 32);
        TrainingRows alone = rows(apart(group), 32);
        assertThat(together.batch().validCount()).isLessThan(alone.batch().validCount());
        try (TinyStep tiny = TinyStep.of(1, TinyStep.ALL_EXPERTS)) {
            float[] all = tiny.step().score(together.batch());
            float[] own = tiny.step().score(alone.batch());
            for (int s = 0; s < 4; s++) {
                int[] in = together.samples().get(s).batch();
                int[] out = alone.samples().get(s).batch();
                assertThat(in).hasSameSizeAs(out);
                for (int i = 0; i < in.length; i++) {
                    assertThat(all[in[i]]).isCloseTo(own[out[i]], within(1e-4f));
                }
            }
        }
    }

    /// What samples teach their prompt adds up to what they teach it apart. Tolerance: fp32 sums in
    /// another order.
    @Test
    void aSharedPromptHasTheSameGradient() {
        Group group = group(6, 12, 14, 13, 9);
        TrainingRows together = rows(List.of(group), 64);
        TrainingRows alone = rows(apart(group), 64);
        try (TinyStep tiny = TinyStep.of(1, TinyStep.ALL_EXPERTS)) {
            Map<String, float[]> shared = gradients(tiny, together);
            Map<String, float[]> apart = gradients(tiny, alone);
            double difference = 0;
            double whole = 0;
            for (Map.Entry<String, float[]> entry : apart.entrySet()) {
                float[] other = Objects.requireNonNull(shared.get(entry.getKey()));
                for (int i = 0; i < other.length; i++) {
                    difference += Math.pow(other[i] - entry.getValue()[i], 2);
                    whole += Math.pow(entry.getValue()[i], 2);
                }
            }
            assertThat(Math.sqrt(difference / whole)).isLessThan(1e-5);
        }
    }

    /// Each sample's tokens have a slope of their own.
    private static Map<String, float[]> gradients(TinyStep tiny, TrainingRows rows) {
        float[] slopes = new float[rows.batch().targets().length];
        for (int s = 0; s < rows.samples().size(); s++) {
            for (int at : rows.samples().get(s).batch()) {
                slopes[at] = s - 1.5f;
            }
        }
        return tiny.gradients(new StepBatch(rows.batch(), (token, _) -> slopes[token], false));
    }

    @Test
    void positionsDoNotCountWhatLiesBetween() {
        Group group = group(6, 30, 30, 30);
        TrainingRows rows = rows(List.of(group), 96); // the model's context is 32
        try (TinyStep tiny = TinyStep.of(1)) {
            assertThat(rows.batch().rows()).isEqualTo(1);
            assertThat(tiny.step().score(rows.batch())).hasSize(80);
        }
    }

    @Test
    void textAndVerdictsStandBelowAndHaveTheirOwnTargets() {
        PackedBatch text = TinyStep.rows(16, 0, 16, 9);
        PackedBatch critic = TinyStep.rows(16, 0, 7);
        TrainingRows rows =
                TrainingRows.of(
                        List.of(group(3, 10)), 16, 1, Optional.of(text), Optional.of(critic));
        assertThat(rows.batch().rows()).isEqualTo(4);
        assertThat(rows.textRow()).isEqualTo(1);
        assertThat(rows.textTargets()).isEqualTo(text.targetCount());
        assertThat(rows.batch().part(1, 3).tokens()).isEqualTo(text.tokens());
        assertThat(rows.criticRow()).isEqualTo(3);
        assertThat(rows.criticTargets()).isEqualTo(critic.targetCount());
        assertThat(rows.batch().part(3, 4).tokens()).isEqualTo(critic.tokens());
    }

    @Test
    void rowsOfTextLieTogetherWhereThereIsRoom() {
        PackedBatch text = TinyStep.rows(16, 0, 16, 16, 9);
        TrainingRows rows =
                TrainingRows.of(
                        List.of(group(3, 30, 30)), 64, 1, Optional.of(text), Optional.empty());
        assertThat(rows.batch().rows()).isEqualTo(2);
        assertThat(rows.textTargets()).isEqualTo(text.targetCount());
        PackedBatch below = rows.batch().part(1, 2);
        assertThat(below.valid()).containsExactly(16 + 16 + 9);
        assertThat(below.tokens()).startsWith(text.tokens());
        assertThat(below.documentStarts()[31]).isEqualTo(16);
    }

    /// A row may be many times as long as the model's context: padding counted on past it.
    @Test
    void paddingHasPositionsThatAnyContextHas() {
        PackedBatch batch = rows(List.of(group(3, 10, 14, 6, 9)), 16).batch();
        for (int i = 0; i < batch.tokens().length; i++) {
            int position = i % batch.sequenceLength();
            if (position >= batch.valid()[i / batch.sequenceLength()]) {
                assertThat(batch.documentStarts()[i]).isEqualTo(position);
                assertThat(batch.stems()[i]).isEqualTo(-1);
            }
        }
    }

    @Test
    void aRolloutThatFitsNoRowIsRefused() {
        assertThatThrownBy(() -> rows(List.of(group(3, 40)), 16))
                .hasMessageContaining("row_tokens");
    }
}
