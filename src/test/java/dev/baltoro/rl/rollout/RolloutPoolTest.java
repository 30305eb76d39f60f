package dev.baltoro.rl.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.world.QuestionWorld;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.agent.world.Verifier;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RolloutPoolTest {
    private static final long SECONDS_MAX = 120;

    private static TinyChat tiny;

    @BeforeAll
    static void open() {
        tiny = new TinyChat(4);
    }

    @AfterAll
    static void close() {
        tiny.close();
    }

    private static OpenRollout rollout(int group, int tokens, Verifier verifier) {
        Task task =
                new Task.Verified(
                        new TaskId("ask", Split.TRAIN, 1, group, 1),
                        "ask",
                        1,
                        () -> QuestionWorld.of("Name a number."),
                        verifier,
                        () -> (_, _) -> Turn.say("7"));
        return new OpenRollout(
                new RolloutId(group, 0),
                task,
                new ChatEncoder(TinyChat.TOKENIZER, ChatTemplate.K2),
                new RolloutLimits(new Budget(tokens, Budget.AtEnd.EXACT, 1), 1000, 0),
                group);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The short ones' verifiers (a sandbox) and judges (of a finished group) wait until the long
    /// one has drawn all of its tokens: if they held decoding up, none would ever be over. There
    /// are more of them than threads that carry virtual ones.
    @Test
    void verifiersAndJudgesThatWaitHoldNobodysTokensUp() throws Exception {
        int waiting = 4 * Runtime.getRuntime().availableProcessors();
        CountDownLatch drawn = new CountDownLatch(1);
        CountDownLatch judged = new CountDownLatch(waiting);
        List<OpenRollout> rollouts = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            boolean verifies = i % 2 == 0;
            rollouts.add(
                    rollout(
                            i,
                            3,
                            (_, _) -> {
                                if (verifies) {
                                    await(drawn);
                                }
                                return Verdict.of(true, "right");
                            }));
        }
        OpenRollout longest =
                rollout(
                        waiting,
                        200,
                        (_, _) -> {
                            drawn.countDown();
                            return Verdict.of(true, "right");
                        });
        rollouts.add(longest);
        RolloutPool.advance(
                rollouts,
                new RolloutModel(tiny.chat(), 0),
                1,
                Integer.MAX_VALUE,
                over -> {
                    if (over != longest) {
                        await(drawn);
                        judged.countDown();
                    }
                });
        assertThat(judged.getCount()).isZero();
        assertThat(rollouts).allMatch(one -> one.finished().isSuccess());
        assertThat(longest.tokens().sampledCount()).isEqualTo(200);
    }

    @Test
    void moreThanMayBeHeldAreRefused() {
        List<OpenRollout> many =
                java.util.Collections.nCopies(
                        RolloutPool.ROLLOUTS_MAX + 1,
                        rollout(0, 1, (_, _) -> Verdict.of(true, "")));
        assertThatThrownBy(() ->
                        RolloutPool.advance(many, new RolloutModel(tiny.chat(), 0), 1, 1, _ -> {}))
                .hasMessageContaining("65537 rollouts at once; use up to 65536");
    }
}
