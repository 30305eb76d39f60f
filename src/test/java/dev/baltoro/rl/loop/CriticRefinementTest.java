package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.world.Rubric;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.rl.recipe.ObjectiveSettings.Critic;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.reward.CriticPairs;
import dev.baltoro.rl.reward.CriticPairs.Labelled;
import dev.baltoro.rl.reward.PairwiseComparison;
import dev.baltoro.rl.reward.PairwiseComparison.Better;
import dev.baltoro.rl.reward.Rubrics;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.rl.rollout.RolloutId;
import dev.baltoro.rl.rollout.TokenRecord;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.EncodedChat;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.RolloutMetric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CriticRefinementTest {
    private static final int ROW = 1024;
    private static final ChatEncoder ENCODER = new ChatEncoder(TinyChat.TOKENIZER, ChatTemplate.K2);
    private static final LetterGym GYM = new LetterGym();

    @TempDir Path folder;

    /// A critic that knows which answer a letter is.
    private static final Llm LETTERS =
            new Llm() {
                @Override
                public WholeAnswer answer(ChatRequest request) {
                    String user = request.messages().getLast().content();
                    boolean a = Character.isLowerCase(user.charAt(user.indexOf("\nA: ") + 4));
                    return new WholeAnswer(
                            (a ? Better.A : Better.B).json(),
                            List.of(),
                            List.of(),
                            EndReason.STOP,
                            new Usage(1, 0, 1));
                }

                @Override
                public String name() {
                    return "letters";
                }
            };

    private static CriticRefinement critic(double weight, int pairs, int heldOut) {
        return new CriticRefinement(new Critic(weight, pairs, 0, heldOut), ENCODER, ROW, LETTERS);
    }

    /// {@return a group of the task of this index, with these answers}
    private static Group group(long index, String... answers) {
        Task task = GYM.task(new TaskId("letters", Split.TRAIN, 1, index, 1));
        List<Rollout> rollouts = new ArrayList<>();
        for (String answer : answers) {
            rollouts.add(
                    new Rollout(
                            new RolloutId(index, rollouts.size()),
                            task,
                            new TokenRecord(),
                            new Transcript(
                                    List.of(
                                            new Message.User("say " + index),
                                            new Message.Assistant(answer)),
                                    false),
                            Optional.of(Verdict.of(Character.isLowerCase(answer.charAt(0)), "")),
                            RolloutEnd.FINISHED,
                            false,
                            ""));
        }
        return new Group(index, task, "logic", rollouts, List.of(OptionalDouble.empty()));
    }

    /// {@return indexes of tasks that are held out, or are not}
    private static List<Long> indexes(boolean heldOut, int count) {
        List<Long> found = new ArrayList<>();
        for (long i = 0; found.size() < count; i++) {
            TaskId task = new TaskId("letters", Split.TRAIN, 1, i, 1);
            if (CriticPairs.isHeldOut(task) == heldOut) {
                found.add(i);
            }
        }
        return found;
    }

    private static String text(PackedBatch rows, int from, int to) {
        return TinyChat.TOKENIZER.decode(Arrays.copyOfRange(rows.tokens(), from, to));
    }

    /// What the judge would read, then the verdict: the targets are the verdict's tokens and the
    /// end of the turn, and nothing else.
    @Test
    void aRowIsTheJudgesPromptAndTheRightVerdict() {
        List<Long> taught = indexes(false, 1);
        PackedBatch rows =
                critic(1, 8, 8).rows(List.of(group(taught.getFirst(), "yes", "NO"))).orElseThrow();
        Rubric rubric = Rubrics.with(new Rubric(List.of()));
        String question = "say " + taught.getFirst();
        List<Labelled> both =
                List.of(
                        new Labelled(
                                new PairwiseComparison(rubric, question, "yes", "NO"), Better.A),
                        new Labelled(
                                new PairwiseComparison(rubric, question, "NO", "yes"), Better.B));
        int at = 0;
        for (Labelled pair : both) {
            int[] prompt = ENCODER.encode(pair.asked().messages(), List.of(), true).ids();
            int[] whole = ENCODER.encode(pair.conversation(), List.of(), false).ids();
            assertThat(Arrays.copyOf(whole, prompt.length)).isEqualTo(prompt);
            if (at % ROW + whole.length - 1 > ROW) {
                at = (at / ROW + 1) * ROW;
            }
            for (int i = 0; i < whole.length - 1; i++) {
                assertThat(rows.tokens()[at + i]).isEqualTo(whole[i]);
                assertThat(rows.documentStarts()[at + i]).isEqualTo(at % ROW);
                assertThat(rows.targets()[at + i])
                        .isEqualTo(i + 1 < prompt.length ? PackedBatch.NO_TARGET : whole[i + 1]);
            }
            assertThat(
                            TinyChat.TOKENIZER.decode(
                                    Arrays.copyOfRange(whole, prompt.length, whole.length - 1)))
                    .isEqualTo(pair.right().json());
            at += whole.length - 1;
        }
        assertThat(Arrays.stream(rows.valid()).sum()).isLessThanOrEqualTo(at);
        assertThat(text(rows, 0, 400)).contains("Which answer is better?");
    }

    /// Each pair in both orders, one of each group before a second of any, and no more than asked
    /// for; nothing of groups that are held out, or without a success and a failure.
    @Test
    void pairsAreBoundedAndHeldOutTasksTeachNothing() {
        List<Group> groups = new ArrayList<>();
        for (long index : indexes(false, 3)) {
            groups.add(group(index, "yes", "NO", "on", "OFF"));
        }
        for (long index : indexes(true, 3)) {
            groups.add(group(index, "yes", "NO"));
        }
        groups.add(group(indexes(false, 4).getLast(), "NO", "OFF"));
        assertThat(verdicts(critic(1, 8, 8), groups)).isEqualTo(12);
        assertThat(verdicts(critic(1, 4, 8), groups)).isEqualTo(8);
        assertThat(critic(0, 4, 8).rows(groups)).isEmpty();
        assertThat(critic(1, 4, 8).rows(groups.subList(3, 7))).isEmpty();
    }

    /// A policy that is sure of itself gives no pairs: those of before teach again, each in its
    /// turn, also after a checkpoint, and the fresh ones come first.
    @Test
    void pairsThatTaughtTeachAgainWhereAnIterationHasTooFew() throws Exception {
        List<Long> tasks = indexes(false, 4);
        CriticRefinement critic =
                new CriticRefinement(new Critic(1, 2, 3, 8), ENCODER, ROW, LETTERS);
        assertThat(asked(critic, group(tasks.get(0), "a", "A"), group(tasks.get(1), "b", "B")))
                .containsExactly("a", "b");
        assertThat(asked(critic, group(tasks.get(2), "c", "C"))).containsExactly("c", "a");
        assertThat(asked(critic)).containsExactly("b", "c");
        Path checkpoint = Files.createDirectories(folder.resolve("checkpoint"));
        critic.write(checkpoint);
        CriticRefinement resumed =
                new CriticRefinement(new Critic(1, 2, 3, 8), ENCODER, ROW, LETTERS);
        resumed.restore(checkpoint);
        for (CriticRefinement one : List.of(critic, resumed)) {
            assertThat(asked(one)).containsExactly("a", "b");
            assertThat(asked(one, group(tasks.get(3), "d", "D"))).containsExactly("d", "c");
        }
        assertThat(critic(1, 2, 8).rows(List.of())).isEmpty();
    }

    /// {@return the better answers of the pairs that an iteration teaches, in order}
    private static List<String> asked(CriticRefinement critic, Group... groups) {
        PackedBatch rows = critic.rows(List.of(groups)).orElseThrow();
        String all = text(rows, 0, rows.tokens().length);
        List<String> better = new ArrayList<>();
        for (String pair : all.split("Which answer is better\\?")) {
            String letter = pair.contains(Better.A.json()) ? "A" : "B";
            int at = pair.indexOf("\n\n" + letter + ": ");
            if (at >= 0) {
                better.add(pair.substring(at + 5, at + 6));
            }
        }
        return better.stream().distinct().toList();
    }

    private static int verdicts(CriticRefinement critic, List<Group> groups) {
        PackedBatch rows = critic.rows(groups).orElseThrow();
        int each =
                ENCODER.encode(List.of(new Message.Assistant(Better.A.json())), List.of(), false)
                        .answers()
                        .cardinality();
        assertThat(rows.targetCount() % each).isZero();
        return rows.targetCount() / each;
    }

    @Test
    void theFirstHeldOutPairsStayAndAreMeasured() throws Exception {
        CriticRefinement critic = critic(1, 8, 4);
        assertThat(critic.measure()).isEmpty();
        List<Group> groups = new ArrayList<>();
        indexes(false, 5).forEach(index -> groups.add(group(index, "yes", "NO")));
        critic.holdOut(groups);
        assertThat(critic.measure()).isEmpty();
        critic.holdOutOne(groups.getFirst().rollouts()); // a task of the base rates
        indexes(true, 9).forEach(index -> groups.add(group(index, "yes", "NO")));
        critic.holdOut(groups);
        assertThat(critic.measure()).contains(new CriticPairs.Accuracy(4, 4));

        Path checkpoint = Files.createDirectories(folder.resolve("checkpoint"));
        critic.write(checkpoint);
        CriticRefinement resumed = critic(1, 8, 4);
        resumed.restore(checkpoint);
        resumed.holdOut(groups);
        Path again = Files.createDirectories(folder.resolve("again"));
        resumed.write(again);
        assertThat(again.resolve("critic.json"))
                .hasSameBinaryContentAs(checkpoint.resolve("critic.json"))
                .content()
                .contains("\"right\":\"A\"", "\"right\":\"B\"");
    }

    /// Each pair of the model's own attempts in both orders, the right verdict with it, and none of
    /// a task whose pairs measure critics.
    @Test
    void lessonsAreTheModelsOwnAttemptsInPairs() throws Exception {
        Path file = folder.resolve("lessons.jsonl");
        RlRecipe recipe =
                TinyRl.recipe(
                        TinyRl.model(folder),
                        "rollout={prompts: 6, samples: 6, context_tokens: 200, at_once: 32}",
                        "budget.tokens={logic: 90}",
                        "row_tokens=200");
        List<CriticLessons.Written> written = new ArrayList<>();
        CriticLessons.write(recipe, TinyRl.GYMS, 70, file, written::add);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2 * written.stream().mapToInt(it -> it.pairs()).sum());
        assertThat(written).allMatch(one -> one.tasks() == 70 && one.pairs() > 5);
        for (int i = 0; i < lines.size(); i += 2) {
            JsonNode one = JsonMapper.shared().readTree(lines.get(i));
            JsonNode other = JsonMapper.shared().readTree(lines.get(i + 1));
            assertThat(one.path("id")).isEqualTo(other.path("id"));
            assertThat(one.path("messages").path(0)).isEqualTo(other.path("messages").path(0));
            assertThat(List.of(verdict(one), verdict(other)))
                    .containsExactlyInAnyOrder(Better.A.json(), Better.B.json());
            for (JsonNode lesson : List.of(one, other)) {
                String asked = lesson.path("messages").path(1).path("content").asString("");
                String better = asked.substring(asked.indexOf("\n\n" + letter(lesson) + ": ") + 5);
                assertThat(better.charAt(0)).as(asked).isBetween('a', 'z');
            }
        }
    }

    private static String verdict(JsonNode lesson) {
        return lesson.path("messages").path(2).path("content").asString("");
    }

    private static String letter(JsonNode lesson) {
        return verdict(lesson).equals(Better.A.json()) ? "A" : "B";
    }

    @Test
    void rowsThatHoldNoComparisonAreRefused() {
        CriticRefinement narrow =
                new CriticRefinement(new Critic(1, 8, 0, 8), ENCODER, 96, LETTERS);
        assertThatThrownBy(() -> narrow.requireFit(2048)).hasMessageContaining("raise row_tokens");
        assertThatThrownBy(() -> critic(1, 8, 8).requireFit(200))
                .hasMessageContaining("the model cannot judge itself");
        critic(1, 8, 8).requireFit(2048);
    }

    /// A run whose policy judges itself: right verdicts get likelier where they are taught, and are
    /// measured at each evaluation. Of 5.7 nats a token at first, random weights lose 0.4 where
    /// they are taught and nothing where they are not; the margin is half of that.
    @Test
    void whatIsTaughtGetsLikelierAndIsMeasured() throws Exception {
        Path model = TinyRl.model(folder);
        double first = loss(TinyRl.recipe(model, TinyRl.JUDGED.split("; ")), model);
        double taught = lossAfter(model, "taught", "objective.critic.weight=100");
        double untaught = lossAfter(model, "untaught", "objective.critic.weight=0");
        assertThat(taught).as("at first %s", first).isLessThan(first - 0.2);
        assertThat(taught).as("untaught").isLessThan(untaught - 0.2);
        List<RolloutMetric.Critic> measured = new ArrayList<>();
        MetricsLog.read(
                folder.resolve("taught").resolve(MetricsLog.FILE),
                metric -> {
                    if (metric instanceof RolloutMetric.Critic critic) {
                        measured.add(critic);
                    }
                });
        assertThat(measured).extracting(Metric::step).containsExactly(0L, 4L, 8L, 12L);
        assertThat(measured).allMatch(one -> one.of() > 0 && one.of() <= 5);
        assertThat(folder.resolve("taught/report.html")).content().contains("critic accuracy");
    }

    private double lossAfter(Path model, String name, String set) throws Exception {
        List<String> all = new ArrayList<>(List.of(TinyRl.JUDGED.split("; ")));
        all.addAll(List.of(set, "iterations=12"));
        Path run = folder.resolve(name);
        RlRecipe recipe = TinyRl.recipe(model, all.toArray(String[]::new));
        try (RlRun training = RlRun.start(run, recipe, TinyRl.GYMS, Optional.empty())) {
            assertThat(training.train(_ -> {}, () -> false)).isTrue();
            var unused = training.export(dev.baltoro.tensor.DType.F32);
        }
        return loss(recipe, run.resolve("model"));
    }

    /// {@return the mean loss of right verdicts on a pair, in nats a token}
    private static double loss(RlRecipe like, Path model) throws Exception {
        RlRecipe recipe = TinyRl.recipe(model, "row_tokens=" + like.rowTokens());
        List<EncodedChat> chats = new ArrayList<>();
        for (Labelled pair :
                CriticPairs.of(
                        group(3, "x", "9").rollouts().stream().map(Rollout::transcript).toList(),
                        List.of(true, false),
                        1)) {
            chats.add(CriticRows.encoded(pair, ENCODER, ROW).orElseThrow());
            chats.add(CriticRows.encoded(pair.swapped(), ENCODER, ROW).orElseThrow());
        }
        try (RlParts parts = RlParts.open(recipe, TinyRl.GYMS, Optional.empty())) {
            return parts.step().loss(CriticRows.of(chats, ROW));
        }
    }
}
