package dev.baltoro.rl.gym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.gym.tools.MemoryGym;
import dev.baltoro.rl.gym.tools.UnitGym;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GymMixTest {
    private static final int TASKS = 2_000;

    @Test
    void sharesFollowTheWeightsAndDifficultiesTheirRange() {
        GymMix mix =
                new GymMix(
                        List.of(
                                new GymMix.Part(MemoryGym.gym(), 3, 2, 2),
                                new GymMix.Part(UnitGym.gym(), 1, 2, 9)),
                        Split.NEW_INSTANCES,
                        5);
        List<TaskId> ids =
                LongStream.range(0, TASKS).mapToObj(mix::task).map(task -> task.id()).toList();
        long memory = ids.stream().filter(id -> id.gym().equals("memory")).count();
        // 1,500 are due; the standard deviation is 19
        assertThat(memory).isBetween(1_400L, 1_600L);
        assertThat(ids).allMatch(id -> id.split() == Split.NEW_INSTANCES && id.seed() == 5);
        assertThat(ids).extracting(TaskId::difficulty).containsOnly(2, 3);
        assertThat(mix.task(77).id()).isEqualTo(mix.task(77).id());
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        Gym gym = MemoryGym.gym();
        assertThatThrownBy(() -> new GymMix.Part(gym, 0, 1, 1)).hasMessageContaining("over 0");
        assertThatThrownBy(() -> new GymMix.Part(gym, Double.NaN, 1, 1))
                .hasMessageContaining("over 0");
        assertThatThrownBy(() -> new GymMix.Part(gym, 1, 0, 1)).hasMessageContaining("from 1");
        assertThatThrownBy(() -> new GymMix(List.of(), Split.TRAIN, 0))
                .hasMessageContaining("name some");
    }
}
