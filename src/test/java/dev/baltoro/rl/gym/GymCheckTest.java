package dev.baltoro.rl.gym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.world.QuestionWorld;
import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.Verdict;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class GymCheckTest {
    /// Says "yes" to each task; that is wrong for one in five, and one of them throws.
    private record Yes(boolean judged, long broken) implements Gym {
        @Override
        public String name() {
            return "yes";
        }

        @Override
        public String domain() {
            return "logic";
        }

        @Override
        public String about() {
            return "say yes or no";
        }

        @Override
        public List<String> kinds(Split split) {
            return List.of("question");
        }

        @Override
        public int difficultyMax() {
            return 1;
        }

        @Override
        public Task task(TaskId id) {
            if (id.index() == broken) {
                throw new IllegalStateException("task %d is broken".formatted(id.index()));
            }
            QuestionWorld world = QuestionWorld.of("Yes?");
            if (judged) {
                return new Task.Judged(id, "question", 1, () -> world, new Rubric(List.of()));
            }
            String right = id.index() % 5 == 4 ? "no" : "yes";
            return new Task.Verified(
                    id,
                    "question",
                    1,
                    () -> world,
                    (_, transcript) ->
                            Verdict.of(transcript.answer().equals(right), right + " is due"),
                    () -> (_, _) -> Turn.say("yes"));
        }
    }

    private static GymCheck check(Gym gym) {
        return new GymCheck(gym, Split.TRAIN, 1, 3, 50);
    }

    @Test
    void countsWhatIsDoneAndNamesSomeOfTheRest() throws InterruptedException {
        GymCheck.Result result = check(new Yes(false, -1)).play(Baseline.SOLVER);
        assertThat(result.successes()).isEqualTo(40);
        assertThat(result.share().share()).isEqualTo(0.8);
        assertThat(result.failures()).hasSize(5).first().isEqualTo("yes/train/1/3/4 (no is due)");
        assertThatThrownBy(result::requireAll)
                .hasMessageStartingWith("10 of 50 tasks were not done, such as yes/train/1/3/4");
        assertThat(check(new Yes(false, -1)).play(Baseline.IDLE).successes()).isZero();
    }

    @Test
    void eachEpisodeHasAPolicyOfItsOwnAndProgressIsTold() throws InterruptedException {
        Set<Integer> told = ConcurrentHashMap.newKeySet();
        Set<TaskId> played = ConcurrentHashMap.newKeySet();
        check(new Yes(false, -1))
                .play(
                        task -> {
                            assertThat(played.add(task.id())).isTrue();
                            return task.solver().get();
                        },
                        told::add);
        assertThat(played).hasSize(50);
        assertThat(told).hasSize(50).contains(1, 50);
    }

    @Test
    void aTaskThatThrowsAndOneWithoutVerifierAreErrors() {
        assertThatThrownBy(() -> check(new Yes(false, 17)).play(Baseline.SOLVER))
                .hasMessage("task 17 is broken");
        assertThatThrownBy(() -> check(new Yes(true, -1)).play(Baseline.IDLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no verifier");
    }

    @Test
    void theRandomPolicyIsTheSameEachTime() throws InterruptedException {
        GymCheck check = check(new Yes(false, -1));
        assertThat(check.play(Baseline.RANDOM)).isEqualTo(check.play(Baseline.RANDOM));
    }
}
