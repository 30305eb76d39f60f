package dev.baltoro.rl.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.llm.LocalLlm;
import dev.baltoro.agent.world.QuestionWorld;
import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Rubric.Criterion;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// Critics by rule, whose verdicts are known, and a model whose verdicts are not.
class PairwiseJudgeTest {
    private static final Criterion POLITE = new Criterion("polite", "Says please.", true);

    private static Task.Judged task(Criterion... criteria) {
        return new Task.Judged(
                new TaskId("ask", Split.TRAIN, 1, 0, 1),
                "ask",
                1,
                () -> QuestionWorld.of("Name a number."),
                new Rubric(List.of(criteria)));
    }

    private static List<Transcript> answers(String... answers) {
        return java.util.Arrays.stream(answers)
                .map(answer ->
                        new Transcript(
                                List.of(
                                        new Message.User("Name a number."),
                                        new Message.Assistant(answer)),
                                false))
                .toList();
    }

    /// A critic that answers by a rule.
    private interface RuleCritic extends Llm {
        String say(String user) throws LlmException;

        @Override
        default WholeAnswer answer(ChatRequest request) throws LlmException {
            String said = say(request.messages().getLast().content());
            return new WholeAnswer(said, List.of(), List.of(), EndReason.STOP, new Usage(1, 0, 1));
        }

        @Override
        default String name() {
            return "rule";
        }
    }

    private static int number(String user, String before) {
        return Integer.parseInt(
                user.substring(user.indexOf(before) + before.length()).split("\\s")[0]);
    }

    private static final RuleCritic LARGER =
            user ->
                    number(user, "\nA: ") > number(user, "\nB: ")
                            ? "{\"better\":\"A\"}"
                            : "{\"better\":\"B\"}";

    private static double[] values(List<OptionalDouble> scores) {
        return scores.stream().mapToDouble(OptionalDouble::orElseThrow).toArray();
    }

    @Test
    void theShareOfComparisonsWonIsTheScore() throws Exception {
        var judge = new PairwiseJudge(LARGER, 63);
        assertThat(values(judge.scores(task(), answers("3", "9", "5", "7"))))
                .containsExactly(0, 1, 1 / 3., 2 / 3.);
        assertThat(values(judge.scores(task(), answers("3", "9", "5")))).containsExactly(0, 1, 0.5);
        assertThat(judge.scores(task(), answers("3"))).containsExactly(OptionalDouble.empty());
    }

    @Test
    void eachPairMeetsOnceInBothOrders() throws Exception {
        for (int size = 2; size <= 9; size++) {
            for (int opponents = 1; opponents <= 5; opponents++) {
                Set<String> asked = Collections.newSetFromMap(new ConcurrentHashMap<>());
                RuleCritic critic =
                        user -> {
                            assertThat(asked.add(user)).as("asked twice: %s", user).isTrue();
                            return LARGER.say(user);
                        };
                String[] group = new String[size];
                for (int i = 0; i < size; i++) {
                    group[i] = Integer.toString(10 + i);
                }
                new PairwiseJudge(critic, opponents).scores(task(), answers(group));
                int all = size * (size - 1);
                assertThat(asked)
                        .as("%d answers, %d opponents", size, opponents)
                        .hasSize(Math.min(all, 2 * opponents * size));
            }
        }
    }

    @Test
    void aCriticThatPrefersAPlaceDecidesNothing() throws Exception {
        RuleCritic first = user -> "{\"better\":\"A\"}";
        assertThat(values(new PairwiseJudge(first, 3).scores(task(), answers("3", "9", "5"))))
                .containsExactly(0.5, 0.5, 0.5);
    }

    @Test
    void anAnswerThatMissesAMandatoryCriterionHasNothing() throws Exception {
        RuleCritic critic =
                user ->
                        user.contains("\nA: ")
                                ? LARGER.say(user)
                                : "{\"holds\":" + user.contains("please") + "}";
        assertThat(
                        values(
                                new PairwiseJudge(critic, 3)
                                        .scores(
                                                task(POLITE),
                                                answers("3 please", "9", "5 please"))))
                .containsExactly(0, 0, 0.5);
    }

    @Test
    void aCriticThatFailsCostsThePairsItFailedOn() throws Exception {
        RuleCritic critic =
                user -> {
                    if (user.contains("9")) {
                        throw new LlmException("no route");
                    }
                    return user.contains("7") ? "neither" : LARGER.say(user);
                };
        List<OptionalDouble> scores =
                new PairwiseJudge(critic, 3).scores(task(), answers("3", "9", "5", "7"));
        assertThat(scores)
                .containsExactly(
                        OptionalDouble.of(0),
                        OptionalDouble.empty(),
                        OptionalDouble.of(1),
                        OptionalDouble.empty());
    }

    @Test
    void aModelWithRandomWeightsGivesVerdictsThatCanBeRead() throws Exception {
        try (TinyChat tiny = new TinyChat(3)) {
            var judge = new PairwiseJudge(new LocalLlm(tiny.chat()), 3);
            List<Transcript> group = answers("3", "nine hundred", "", "seven");
            List<OptionalDouble> once = judge.scores(task(POLITE), group);
            assertThat(once).allSatisfy(score -> assertThat(score).isPresent());
            assertThat(judge.scores(task(POLITE), group)).isEqualTo(once);
        }
    }

    @Test
    void aLabelledPairTeachesInBothOrdersAndMeasuresTheCritic() throws Exception {
        List<Transcript> group = answers("9", "3", "8", "2", "4");
        List<CriticPairs.Labelled> pairs =
                CriticPairs.of(group, List.of(true, false, true, false, false), 10);
        assertThat(pairs).hasSize(2);
        assertThat(pairs.stream().map(CriticPairs.Labelled::right))
                .containsExactly(PairwiseComparison.Better.A, PairwiseComparison.Better.B);
        assertThat(pairs.getLast().conversation().getLast())
                .isEqualTo(new Message.Assistant("{\"better\":\"B\"}"));
        assertThat(CriticPairs.accuracy(LARGER, pairs)).isEqualTo(new CriticPairs.Accuracy(2, 2));
        RuleCritic first = user -> "{\"better\":\"A\"}";
        assertThat(CriticPairs.accuracy(first, pairs)).isEqualTo(new CriticPairs.Accuracy(1, 2));
        assertThat(CriticPairs.of(answers("9", "9"), List.of(true, false), 10)).isEmpty();
    }

    @Test
    void aFifthOfTheTasksMeasureTheCritic() {
        int heldOut = 0;
        for (int i = 0; i < 10_000; i++) {
            heldOut += CriticPairs.isHeldOut(new TaskId("ask", Split.TRAIN, 1, i, 1)) ? 1 : 0;
        }
        assertThat(heldOut).isBetween(1_850, 2_150); // 2,000, and nearly four deviations of 40
    }

    @Test
    void adaptiveWeightsFollowFailure() {
        var base = new java.util.TreeMap<>(java.util.Map.of("logic", 1.0, "tools", 3.0));
        DomainWeights weights = new DomainWeights.Adaptive(base, new java.util.TreeMap<>(), 0.5);
        assertThat(weights.shares()).isEqualTo(java.util.Map.of("logic", 0.25, "tools", 0.75));
        weights = weights.after(java.util.Map.of("tools", 1.0, "logic", 0.5));
        assertThat(weights.shares().get("tools")).isCloseTo(0.375, within(1e-12));
        weights = weights.after(java.util.Map.of("tools", 0.0));
        assertThat(weights.shares().get("tools")).isCloseTo(0.75, within(1e-12));
        assertThat(new DomainWeights.Fixed(base).after(java.util.Map.of("tools", 1.0)).shares())
                .isEqualTo(java.util.Map.of("logic", 0.25, "tools", 0.75));
        assertThatThrownBy(() ->
                        new DomainWeights.Fixed(
                                new java.util.TreeMap<>(java.util.Map.of("a", 0.0))))
                .hasMessageContaining("more than 0");
    }
}
