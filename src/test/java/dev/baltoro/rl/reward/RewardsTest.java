package dev.baltoro.rl.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.agent.world.QuestionWorld;
import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.recipe.JudgeSettings;
import dev.baltoro.rl.recipe.RewardSettings;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.rl.rollout.TokenRecord;
import dev.baltoro.text.chat.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RewardsTest {
    private static final TaskId ID = new TaskId("ask", Split.TRAIN, 1, 0, 1);
    private static final Task VERIFIED =
            new Task.Verified(
                    ID,
                    "ask",
                    1,
                    () -> QuestionWorld.of("Name a number."),
                    (_, _) -> Verdict.of(true, "right"),
                    () -> (_, _) -> Turn.say("7"));
    private static final Task JUDGED =
            new Task.Judged(
                    ID, "ask", 1, () -> QuestionWorld.of("Name a number."), new Rubric(List.of()));

    private static RewardSettings settings(
            Map<String, Double> partial, double penalty, double length, boolean random) {
        JudgeSettings nobody =
                new JudgeSettings(JudgeSettings.Kind.NONE, 3, Optional.empty(), Optional.empty());
        return new RewardSettings(partial, penalty, length, nobody, random);
    }

    private static Rollout rollout(
            Task task, int sample, int tokens, Verdict verdict, RolloutEnd end) {
        TokenRecord record = new TokenRecord();
        for (int i = 0; i < tokens; i++) {
            record.sample(i, -1, -1, 0);
        }
        return new Rollout(
                new RolloutId(0, sample),
                task,
                record,
                new Transcript(
                        List.of(
                                new Message.User("Name a number."),
                                new Message.Assistant("I think, step by step. ".repeat(tokens))),
                        false),
                task instanceof Task.Verified ? Optional.of(verdict) : Optional.empty(),
                end,
                false,
                "");
    }

    private static Rollout done(int sample, int tokens) {
        return rollout(VERIFIED, sample, tokens, Verdict.of(true, "right"), RolloutEnd.FINISHED);
    }

    private static Rollout missed(int sample, int tokens) {
        return rollout(VERIFIED, sample, tokens, Verdict.of(false, "wrong"), RolloutEnd.FINISHED);
    }

    private static double[] of(RewardSettings settings, Rollout... group)
            throws InterruptedException {
        return new Rewards(settings, Optional.empty(), 5)
                .of(List.of(group)).stream().mapToDouble(OptionalDouble::orElseThrow).toArray();
    }

    /// However long, and however much it says about its own steps.
    @Test
    void lengthAndTheLookOfReasoningAreWorthNothing() throws Exception {
        assertThat(of(settings(Map.of(), 0.5, 0, false), done(0, 1), done(1, 90), missed(2, 500)))
                .containsExactly(1, 1, 0);
    }

    /// λ from +½ to −½ of what was done, and nothing above 0 for what was not.
    @Test
    void theLengthRewardNeverPaysForMore() throws Exception {
        RewardSettings settings = settings(Map.of(), 0.5, 0.2, false);
        assertThat(
                        of(
                                settings,
                                done(0, 10),
                                done(1, 20),
                                done(2, 30),
                                missed(3, 10),
                                missed(4, 30)))
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(1.1, 1, 0.9, 0, -0.1);
        assertThat(of(settings, done(0, 10), missed(1, 10))).containsExactly(1, 0);
    }

    @Test
    void partialCreditIsPaidByNameAlone() throws Exception {
        Verdict half = Verdict.of(false, "wrong").with(Map.of("right-tool", 0.5, "format", 1.0));
        Rollout one = rollout(VERIFIED, 0, 5, half, RolloutEnd.FINISHED);
        assertThat(of(settings(Map.of(), 0.5, 0, false), one)).containsExactly(0);
        assertThat(of(settings(Map.of("right-tool", 0.25, "state", 9.0), 0.5, 0, false), one))
                .containsExactly(0.125);
    }

    @Test
    void whatRanIntoALimitLosesThePenalty() throws Exception {
        Rollout cut = rollout(VERIFIED, 0, 5, Verdict.of(false, "cut off"), RolloutEnd.BUDGET);
        assertThat(of(settings(Map.of(), 0.25, 0, false), cut, missed(1, 5)))
                .containsExactly(-0.25, 0);
    }

    @Test
    void aRolloutWhoseWorldFailedCountsForNothingAndCostsNoOther() throws Exception {
        Rollout failed = rollout(VERIFIED, 0, 5, Verdict.of(false, ""), RolloutEnd.FAILED);
        assertThat(
                        new Rewards(settings(Map.of(), 0.5, 0, false), Optional.empty(), 5)
                                .of(List.of(failed, done(1, 5))))
                .containsExactly(OptionalDouble.empty(), OptionalDouble.of(1));
    }

    /// The control: as many coins as rollouts, and none knows what was done.
    @Test
    void randomRewardsAreCoinsOfTheSeed() throws Exception {
        Rollout[] right = new Rollout[2000];
        Rollout[] wrong = new Rollout[2000];
        for (int i = 0; i < right.length; i++) {
            right[i] = done(i, 5);
            wrong[i] = missed(i, 50);
        }
        RewardSettings random = settings(Map.of(), 0.5, 0, true);
        double[] coins = of(random, right);
        assertThat(of(random, wrong)).isEqualTo(coins);
        double heads = 0;
        for (double coin : coins) {
            assertThat(coin).isIn(0.0, 1.0);
            heads += coin;
        }
        assertThat(heads / coins.length).isCloseTo(0.5, within(0.045)); // four deviations
    }

    @Test
    void judgedTasksHaveTheJudgesScoresAndNeedOne() throws Exception {
        Rollout one = rollout(JUDGED, 0, 5, Verdict.of(false, ""), RolloutEnd.FINISHED);
        Rollout cut = rollout(JUDGED, 1, 9, Verdict.of(false, ""), RolloutEnd.BUDGET);
        RewardSettings settings = settings(Map.of(), 0.5, 0, false);
        GroupJudge judge = (task, group) -> List.of(OptionalDouble.of(0.75), OptionalDouble.of(1));
        assertThat(new Rewards(settings, Optional.of(judge), 5).of(List.of(one, cut)))
                .containsExactly(OptionalDouble.of(0.75), OptionalDouble.of(0.5));
        assertThatThrownBy(() -> of(settings, one)).hasMessageContaining("there is no judge");
    }
}
