package dev.baltoro.rl.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.ToolWorld;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.agent.world.World;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.rl.recipe.BudgetSettings;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OpenRolloutTest {
    private static final ChatEncoder ENCODER = new ChatEncoder(TinyChat.TOKENIZER, ChatTemplate.K2);
    private static final RolloutId ID = new RolloutId(3, 1);

    private static final int LETTER = TinyChat.TOKENIZER.encode("a")[0];

    private static TinyChat tiny;

    @TempDir Path folder;

    @BeforeAll
    static void open() {
        tiny = new TinyChat(4);
    }

    @AfterAll
    static void close() {
        tiny.close();
    }

    /// A counter with a button; the task is to press it twice.
    private static Task.Verified task(AtomicInteger presses) {
        ObjectNode start = JsonMapper.shared().createObjectNode().put("count", 0);
        Tool press =
                Tool.of(
                        "press",
                        "press it",
                        "{\"type\":\"object\",\"properties\":{}}",
                        (state, arguments) -> {
                            presses.incrementAndGet();
                            state.put("count", state.path("count").asInt() + 1);
                            return "pressed";
                        });
        List<Message> opening =
                List.of(new Message.System("Hi."), new Message.User("press it twice"));
        return new Task.Verified(
                new TaskId("buttons", Split.TRAIN, 1, 0, 1),
                "twice",
                4,
                () -> new ToolWorld(List.of(press), start, opening, ToolWorld.User.SILENT),
                (state, transcript) -> Verdict.of(state.path("count").asInt() == 2, "count"),
                () -> (transcript, tools) -> Turn.say(""));
    }

    private static OpenRollout rollout(Task task, Budget budget) {
        return new OpenRollout(ID, task, ENCODER, new RolloutLimits(budget, 1000, 0), 7);
    }

    /// {@return the ids of turns as a model would draw them: two calls, then words}
    private static List<int[]> turns() {
        return List.of(
                turn(new Message.Assistant("", List.of(ToolCall.of("press", 0, "{}")))),
                turn(new Message.Assistant("", List.of(ToolCall.of("press", 1, "{}")))),
                turn(new Message.Assistant("done")));
    }

    private static int[] turn(Message.Assistant message) {
        int[] whole = ENCODER.encode(List.of(message), List.of(), false).ids();
        int middle =
                IntStream.range(0, whole.length)
                        .filter(i -> whole[i] == ENCODER.id(Marker.MIDDLE))
                        .reduce((first, last) -> last)
                        .orElseThrow();
        return Arrays.copyOfRange(whole, middle + 1, whole.length);
    }

    /// {@return the record of a whole episode in which these turns were drawn}
    private static TokenRecord record(Task.Verified task, List<int[]> turns) {
        World world = task.world();
        Dialogue dialogue = new Dialogue(ENCODER, world.reset(), world.tools());
        for (int[] turn : turns) {
            for (int id : turn) {
                dialogue.tokens().sample(id, -0.5f, -0.25f, 2);
            }
            var answer = dialogue.turn();
            World.Reply reply = world.step(new Turn(answer.content(), answer.toolCalls(), true));
            if (!reply.terminated()) {
                dialogue.show(reply.observation());
            }
        }
        return dialogue.tokens();
    }

    @Test
    void aRolloutGeneratesParsesExecutesAndAppends() {
        AtomicInteger presses = new AtomicInteger();
        Task.Verified task = task(presses);
        TokenRecord drawn = record(task, turns());
        presses.set(0);
        OpenRollout rollout = rollout(task, Budget.truncating(200));
        rollout.replay(drawn);
        assertThat(rollout.isOver()).isTrue();
        Rollout done = rollout.finished();
        assertThat(presses).hasValue(2);
        assertThat(done.isSuccess()).isTrue();
        assertThat(done.end()).isEqualTo(RolloutEnd.FINISHED);
        assertThat(done.transcript().calls())
                .extracting(ToolCall::id)
                .containsExactly("functions.press:0", "functions.press:1");
        assertThat(done.tokens().oldestVersion()).isEqualTo(2);
        int sampled = turns().stream().mapToInt(turn -> turn.length).sum();
        assertThat(done.tokens().sampledCount()).isEqualTo(sampled);
    }

    /// What the world showed is no token of the policy's, and is what the template makes of it.
    @Test
    void resultsAreGivenTokens() {
        Task.Verified task = task(new AtomicInteger());
        TokenRecord drawn = record(task, turns());
        List<Message> messages = new ArrayList<>(task.world().reset());
        messages.add(new Message.Assistant("", List.of(ToolCall.of("press", 0, "{}"))));
        messages.add(new Message.ToolResult("functions.press:0", "pressed"));
        messages.add(new Message.Assistant("", List.of(ToolCall.of("press", 1, "{}"))));
        messages.add(new Message.ToolResult("functions.press:1", "pressed"));
        messages.add(new Message.Assistant("done"));
        var whole = ENCODER.encode(messages, task.world().tools(), false);
        assertThat(drawn.ids()).isEqualTo(whole.ids());
        for (int i = 0; i < drawn.size(); i++) {
            assertThat(drawn.isSampled(i)).as("token %d", i).isEqualTo(whole.isAnswer(i));
        }
    }

    @Test
    void aRolloutThatWaitedGoesOnAsIfItHadNot() throws Exception {
        Task task = task(new AtomicInteger());
        RolloutModel model = new RolloutModel(tiny.chat(), 0);
        OpenRollout whole = rollout(task, Budget.truncating(20));
        assertThat(whole.advance(model, 1, 100)).isTrue();
        OpenRollout first = rollout(task, Budget.truncating(20));
        assertThat(first.advance(model, 1, 7)).isFalse();
        assertThat(first.tokens().sampledCount()).isEqualTo(7);
        OpenRollout second = rollout(task, Budget.truncating(20));
        second.replay(first.tokens());
        assertThat(first.advance(model, 1, 100)).isTrue();
        assertThat(second.advance(model, 1, 100)).isTrue();
        assertThat(second.tokens().ids()).isEqualTo(first.tokens().ids());
        assertThat(RolloutJson.tokens(second.tokens()))
                .isEqualTo(RolloutJson.tokens(first.tokens()));
        assertThat(Arrays.copyOf(whole.tokens().ids(), first.tokens().size() - 13))
                .isEqualTo(Arrays.copyOf(first.tokens().ids(), first.tokens().size() - 13));
    }

    @Test
    void aRolloutOverItsBudgetIsCutOff() throws Exception {
        OpenRollout rollout = rollout(task(new AtomicInteger()), Budget.truncating(5));
        assertThat(rollout.advance(new RolloutModel(tiny.chat(), 0), 1, 100)).isTrue();
        Rollout done = rollout.finished();
        assertThat(done.end()).isEqualTo(RolloutEnd.BUDGET);
        assertThat(done.isOverBudget()).isTrue();
        assertThat(done.tokens().sampledCount()).isEqualTo(5);
        assertThat(done.tokens().isSampled(done.tokens().size() - 1)).isTrue();
        assertThat(done.transcript().truncated()).isTrue();
    }

    /// Where none is set and the context is small, the budget is what the prompt leaves of it.
    @Test
    void withoutABudgetARolloutDrawsUpToTheEndOfItsContext() {
        Task task = task(new AtomicInteger());
        int prompt = rollout(task, Budget.truncating(1)).tokens().size();
        int left = 2 * prompt;
        RolloutLimits limits = unset(Budget.AtEnd.TRUNCATE, prompt + left);
        OpenRollout before = new OpenRollout(ID, task, ENCODER, limits, 7);
        before.replay(babble(task, left - 1).tokens());
        assertThat(before.isOver()).isFalse();
        OpenRollout rollout = new OpenRollout(ID, task, ENCODER, limits, 7);
        rollout.replay(babble(task, left).tokens());
        assertThat(rollout.finished().end()).isEqualTo(RolloutEnd.CONTEXT);
        assertThat(rollout.finished().isOverBudget()).isTrue();
    }

    /// The context leaves less to a turn where the question for the answer, and the answer, have to
    /// go into it as well.
    @Test
    void withoutABudgetARolloutThatConcludesLeavesRoomForItsAnswer() {
        Task task = task(new AtomicInteger());
        Dialogue dialogue = babble(task, 30);
        dialogue.show(List.of(new Message.User(Budget.CONCLUDE_PROMPT)));
        int asked = dialogue.tokens().size();
        RolloutLimits limits = unset(Budget.AtEnd.CONCLUDE, asked + 4);
        OpenRollout rollout = new OpenRollout(ID, task, ENCODER, limits, 7);
        rollout.replay(dialogue.tokens());
        assertThat(rollout.isOver()).isFalse();
        for (int i = 0; i < 4; i++) {
            dialogue.tokens().sample(LETTER, 0, 0, 1);
        }
        OpenRollout answered = new OpenRollout(ID, task, ENCODER, limits, 7);
        answered.replay(dialogue.tokens());
        assertThat(answered.finished().concluded()).isTrue();
        assertThat(answered.finished().tokens().size()).isEqualTo(asked + 4);
    }

    /// A prompt that leaves no room for a question ends like one that is cut off.
    @Test
    void aTurnWithoutRoomToConcludeIsCutOff() {
        Task task = task(new AtomicInteger());
        int prompt = rollout(task, Budget.truncating(1)).tokens().size();
        RolloutLimits limits = unset(Budget.AtEnd.CONCLUDE, prompt + 3);
        OpenRollout rollout = new OpenRollout(ID, task, ENCODER, limits, 7);
        rollout.replay(babble(task, 3).tokens());
        assertThat(rollout.finished().end()).isEqualTo(RolloutEnd.CONTEXT);
        assertThat(rollout.finished().concluded()).isFalse();
    }

    /// {@return limits of a recipe that sets no budget, with four tokens to conclude}
    private static RolloutLimits unset(Budget.AtEnd atEnd, int context) {
        Budget budget = new BudgetSettings(Map.of(), atEnd, 4, 0, 1).of("tools", context);
        return new RolloutLimits(budget, context, 0);
    }

    /// {@return a conversation in whose first turn so many tokens were drawn that end nothing}
    private static Dialogue babble(Task task, int tokens) {
        World world = task.world();
        Dialogue dialogue = new Dialogue(ENCODER, world.reset(), world.tools());
        for (int i = 0; i < tokens; i++) {
            dialogue.tokens().sample(LETTER, 0, 0, 1);
        }
        return dialogue;
    }

    /// What it has drawn stays; the next advance does nothing.
    @Test
    void oneThatIsCancelledIsOverWithWhatItHasDrawn() throws Exception {
        RolloutModel model = new RolloutModel(tiny.chat(), 0);
        OpenRollout rollout = rollout(task(new AtomicInteger()), Budget.truncating(20));
        assertThat(rollout.advance(model, 1, 5)).isFalse();
        rollout.cancel();
        assertThat(rollout.advance(model, 1, 100)).isTrue();
        Rollout done = rollout.finished();
        assertThat(done.end()).isEqualTo(RolloutEnd.CANCELLED);
        assertThat(done.tokens().sampledCount()).isEqualTo(5);
        assertThat(done.transcript().truncated()).isTrue();
        assertThat(done.isSuccess()).isFalse();

        OpenRollout over = rollout(task(new AtomicInteger()), Budget.truncating(5));
        assertThat(over.advance(model, 1, 100)).isTrue();
        over.cancel();
        assertThat(over.finished().end()).isEqualTo(RolloutEnd.BUDGET);
    }

    /// Whatever was drawn, the turn is whole, and the world takes its step.
    @Test
    void anExactTurnHasJustItsTokensAndCountsAsWhole() throws Exception {
        for (int tokens : new int[] {1, 40, 150}) {
            OpenRollout rollout =
                    rollout(task(new AtomicInteger()), new Budget(tokens, Budget.AtEnd.EXACT, 1));
            assertThat(rollout.advance(new RolloutModel(tiny.chat(), 0), 1, 1000)).isTrue();
            Rollout done = rollout.finished();
            assertThat(done.end()).isEqualTo(RolloutEnd.FINISHED);
            assertThat(done.isOverBudget()).isFalse();
            assertThat(done.tokens().sampledCount()).isEqualTo(tokens);
            for (int id : done.tokens().ids(done.tokens().size() - tokens)) {
                assertThat(ENCODER.isEnd(id)).isFalse();
            }
        }
    }

    /// An odd length in two turns: 3 tokens, what the world shows, 2 tokens.
    @Test
    void turnsThatShareAForcedLengthAreEachOverAfterTheirPart() throws Exception {
        int turns = 2;
        Budget budget = new Budget(5, Budget.AtEnd.EXACT, 1, turns);
        OpenRollout rollout = rollout(talk(turns), budget);
        assertThat(rollout.advance(new RolloutModel(tiny.chat(), 0), 1, 4)).isFalse();
        assertThat(rollout.advance(new RolloutModel(tiny.chat(), 0), 1, 1000)).isTrue();
        Rollout done = rollout.finished();
        assertThat(done.end()).isEqualTo(RolloutEnd.FINISHED);
        assertThat(done.transcript().turns()).hasSize(turns);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < done.tokens().size(); i++) {
            drawn.append(done.tokens().isSampled(i) ? 'x' : '.');
        }
        assertThat(drawn.toString()).matches("\\.+xxx\\.+xx");

        OpenRollout again = rollout(talk(turns), budget);
        again.replay(done.tokens());
        assertThat(again.finished().tokens().ids()).isEqualTo(done.tokens().ids());
        assertThatThrownBy(() -> new Budget(5, Budget.AtEnd.TRUNCATE, 1, 2))
                .hasMessageContaining("tokens shared by 2 turns");
    }

    /// A step counts 10 and the tokens 3 and 2. Whatever the step takes, its result is needed when
    /// 13 have passed and not before; one who comes to the same place later owes the same.
    @Test
    void aStepGoesOnWhileItsRolloutStandsStill() throws Exception {
        Budget budget = new Budget(5, Budget.AtEnd.EXACT, 1, 2);
        RolloutLimits limits = new RolloutLimits(budget, 1000, 10);
        RolloutModel model = new RolloutModel(tiny.chat(), 0);
        CountDownLatch answers = new CountDownLatch(1);
        OpenRollout rollout = new OpenRollout(ID, talk(2, answers), ENCODER, limits, 7);
        assertThat(rollout.advance(model, 1, 6)).isFalse(); // nobody has answered
        assertThat(rollout.owed()).isEqualTo(7);
        assertThat(rollout.advance(model, 1, 6)).isFalse();
        assertThat(rollout.owed()).isEqualTo(1);
        assertThat(rollout.tokens().sampledCount()).isEqualTo(3);

        OpenRollout again = new OpenRollout(ID, talk(2), ENCODER, limits, 7);
        again.replay(rollout.tokens(), rollout.owed());
        assertThat(again.owed()).isEqualTo(1);
        assertThat(again.tokens().ids()).isEqualTo(rollout.tokens().ids());

        answers.countDown();
        for (OpenRollout one : List.of(rollout, again)) {
            assertThat(one.advance(model, 1, 2)).isFalse();
            assertThat(one.tokens().sampledCount()).isEqualTo(4);
            assertThat(one.advance(model, 1, 1)).isTrue();
            assertThat(one.owed()).isZero();
        }
        assertThat(again.finished().tokens().ids()).isEqualTo(rollout.finished().tokens().ids());
        assertThat(rollout.finished().end()).isEqualTo(RolloutEnd.FINISHED);
    }

    /// {@return a task whose user hears so many turns}
    private static Task.Verified talk(int turns) {
        return talk(turns, new CountDownLatch(0));
    }

    private static Task.Verified talk(int turns, CountDownLatch answers) {
        ToolWorld.User user =
                (state, _) -> {
                    try {
                        answers.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    int heard = state.path("heard").asInt() + 1;
                    state.put("heard", heard);
                    return heard == turns ? Optional.empty() : Optional.of("go on");
                };
        List<Message> opening = List.of(new Message.System("Hi."), new Message.User("talk"));
        ObjectNode start = JsonMapper.shared().createObjectNode();
        return new Task.Verified(
                new TaskId("talk", Split.TRAIN, 1, 0, 1),
                "talk",
                turns,
                () -> new ToolWorld(List.of(), start, opening, user),
                (_, _) -> Verdict.of(true, ""),
                () -> (_, _) -> Turn.say(""));
    }

    @Test
    void oneThatConcludesIsAskedForItsAnswerInsideTheAllowance() throws Exception {
        OpenRollout rollout =
                rollout(task(new AtomicInteger()), new Budget(5, Budget.AtEnd.CONCLUDE, 3));
        assertThat(rollout.advance(new RolloutModel(tiny.chat(), 0), 1, 100)).isTrue();
        Rollout done = rollout.finished();
        assertThat(done.isOverBudget()).isTrue();
        assertThat(done.concluded()).isTrue();
        assertThat(done.tokens().sampledCount()).isBetween(6, 8);
        String text = TinyChat.TOKENIZER.decode(done.tokens().ids());
        assertThat(text).contains(Budget.CONCLUDE_PROMPT);
    }

    /// A rerun asks nothing outside: steps, states and verdicts come from the journal.
    @Test
    void aRerunReadsTheJournalInsteadOfTheWorld() throws Exception {
        AtomicInteger presses = new AtomicInteger();
        Task.Verified task = task(presses);
        TokenRecord drawn = record(task, turns());
        presses.set(0);
        Path file = folder.resolve("journal.jsonl");
        for (int run = 0; run < 2; run++) {
            try (Journal journal = Journal.open(file)) {
                Task.Verified journalled = new OutsideOutcomes(journal).of(task, "rollout/3.1");
                OpenRollout rollout = rollout(journalled, Budget.truncating(200));
                rollout.replay(drawn);
                assertThat(rollout.finished().isSuccess()).isTrue();
                assertThat(presses).as("run %d", run).hasValue(2);
            }
        }
    }

    @Test
    void aWorldThatFailsCostsItsOwnRollout() {
        Task.Verified sound = task(new AtomicInteger());
        Task.Verified broken =
                new Task.Verified(
                        sound.id(),
                        "broken",
                        4,
                        sound.worlds(),
                        (state, transcript) -> {
                            throw new IllegalStateException("the sandbox died");
                        },
                        sound.solver());
        OpenRollout rollout = rollout(broken, Budget.truncating(200));
        rollout.replay(record(sound, turns()));
        assertThat(rollout.finished().end()).isEqualTo(RolloutEnd.FAILED);
        assertThat(rollout.finished().remark()).isEqualTo("the sandbox died");
    }

    @Test
    void aWorldThatShowsOtherThingsThanBeforeIsNotGoneOnWith() {
        TokenRecord drawn = record(task(new AtomicInteger()), turns());
        int[] ids = drawn.ids();
        TokenRecord other = new TokenRecord();
        for (int i = 0; i < ids.length; i++) {
            if (drawn.isSampled(i)) {
                other.sample(ids[i], 0, 0, 1);
            } else {
                int id = i == turns().getFirst().length + 60 ? ids[i] + 1 : ids[i];
                other.give(new int[] {id}, 0);
            }
        }
        OpenRollout rollout = rollout(task(new AtomicInteger()), Budget.truncating(200));
        assertThatThrownBy(() -> rollout.replay(other)).hasMessageContaining("shows other things");
    }
}
