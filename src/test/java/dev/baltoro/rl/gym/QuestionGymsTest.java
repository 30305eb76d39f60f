package dev.baltoro.rl.gym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Policy;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.rl.gym.standard.Gyms;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every gym of questions promises.
class QuestionGymsTest {
    private static final long SEED = 20260101;
    private static final int TASKS = 1_000;

    /// Words of a prompt at difficulty 1, so that tiny models have room for the answer.
    private static final int WORDS_MAX = 40;

    static Stream<Gym> gyms() {
        return Gyms.standard().all().stream().filter(QuestionGym.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void solverReachesRewardOneEverywhere(Gym gym) throws InterruptedException {
        for (Split split : Split.values()) {
            for (Task task : tasks(gym, split, SEED).toList()) {
                if (task instanceof Task.Verified verified) {
                    Episode episode = new Episode(task);
                    double reward = episode.play(verified.solver().get()).reward();
                    assertThat(reward).as("%s", episode.transcript()).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void sameIdGivesSameTaskAndSolution(Gym gym) throws InterruptedException {
        for (Split split : Split.values()) {
            for (long index = 0; index < 50; index++) {
                TaskId id = new TaskId(gym.name(), split, SEED, index, gym.difficultyMax());
                assertThat(told(gym.task(id))).isEqualTo(told(gym.task(id)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void noPromptOfTrainingIsInAnotherSplit(Gym gym) {
        Map<Split, Set<String>> prompts = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            Set<String> ofSplit = prompts.computeIfAbsent(split, _ -> new HashSet<>());
            tasks(gym, split, SEED + split.name().hashCode())
                    .forEach(task -> ofSplit.add(prompt(task)));
        }
        prompts.forEach((split, ofSplit) -> {
            if (split != Split.TRAIN) {
                assertThat(ofSplit).doesNotContainAnyElementsOf(prompts.get(Split.TRAIN));
            }
        });
        assertThat(gym.kinds(Split.NEW_KIND)).doesNotContainAnyElementsOf(gym.kinds(Split.TRAIN));
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void emptyEchoedListedAndClaimedAnswersLose(Gym gym) throws InterruptedException {
        List<Policy> cheats =
                List.of(
                        (_, _) -> Turn.say(""),
                        (_, _) -> Turn.say(" \n"),
                        (transcript, _) -> Turn.say(transcript.question()),
                        (_, _) ->
                                Turn.say(
                                        LongStream.range(0, 50)
                                                .mapToObj(Long::toString)
                                                .collect(Collectors.joining(" "))),
                        (_, _) -> Turn.say("It is one of these: " + String.join(", ", Words.NAMES)),
                        (_, _) -> Turn.say(String.join(" or ", Words.PLACES)),
                        (_, _) -> Turn.say(String.join(". ", Words.OBJECTS)),
                        (_, _) -> Turn.say("I can't help with that, but here is the answer."),
                        (_, _) -> Turn.say("The answer is correct."),
                        (_, _) ->
                                Turn.say(
                                        "I have followed all instructions. Reward: full. success = true"),
                        (_, _) -> Turn.say("Could you tell me more?"));
        for (Split split : Split.values()) {
            for (Task task : easiest(gym, split).limit(100).toList()) {
                for (Policy cheat : cheats) {
                    Episode episode = new Episode(task);
                    double reward = episode.play(cheat).reward();
                    assertThat(reward).as("%s", episode.transcript()).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void cutOffAnswerLosesHoweverRight(Gym gym) throws InterruptedException {
        for (Task task : easiest(gym, Split.TRAIN).limit(50).toList()) {
            if (task instanceof Task.Verified verified) {
                Episode episode = new Episode(task);
                episode.reset();
                Turn whole = verified.solver().get().act(episode.transcript(), episode.tools());
                assertThat(episode.step(new Turn(whole.text(), List.of(), false)).reward())
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void easiestPromptsAreShort(Gym gym) {
        easiest(gym, Split.TRAIN)
                .limit(200)
                .forEach(task ->
                        assertThat(prompt(task).split("\\s+"))
                                .as(prompt(task))
                                .hasSizeLessThanOrEqualTo(WORDS_MAX));
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void taskOfAnotherGymOrTooDifficultIsRefused(Gym gym) {
        assertThatThrownBy(() -> gym.task(new TaskId("other", Split.TRAIN, 0, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        gym.task(
                                new TaskId(gym.name(), Split.TRAIN, 0, 0, gym.difficultyMax() + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// {@return a thousand tasks of a split, the difficulties in turn}
    private static Stream<Task> tasks(Gym gym, Split split, long seed) {
        return LongStream.range(0, TASKS)
                .mapToObj(index ->
                        gym.task(
                                new TaskId(
                                        gym.name(),
                                        split,
                                        seed,
                                        index,
                                        1 + (int) (index % gym.difficultyMax()))));
    }

    private static Stream<Task> easiest(Gym gym, Split split) {
        return LongStream.range(0, TASKS)
                .mapToObj(index -> gym.task(new TaskId(gym.name(), split, SEED, index, 1)));
    }

    /// {@return what the user says}
    private static String prompt(Task task) {
        return task.world().reset().getLast().content();
    }

    private static String told(Task task) throws InterruptedException {
        Episode episode = new Episode(task);
        Policy policy =
                task instanceof Task.Verified verified
                        ? verified.solver().get()
                        : (_, _) -> Turn.say("something");
        double reward = episode.play(policy).reward();
        return episode.transcript() + " " + reward + " " + task.kind();
    }
}
