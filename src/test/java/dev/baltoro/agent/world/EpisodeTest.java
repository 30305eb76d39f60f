package dev.baltoro.agent.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Episodes in a world of one tool, a counter that may not pass ten.
class EpisodeTest {
    private static final Tool ADD =
            Tool.of(
                    "add",
                    "Adds to the counter.",
                    "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}",
                    (state, arguments) -> {
                        int sum = state.path("sum").asInt() + arguments.path("n").asInt();
                        state.put("sum", sum);
                        if (sum > 10) {
                            throw new ToolFailure("the counter ends at 10");
                        }
                        return Integer.toString(sum);
                    });

    private static Task.Verified task(int turnsMax, ToolWorld.User user) {
        ObjectNode start = JsonMapper.shared().createObjectNode().put("sum", 0);
        return new Task.Verified(
                new TaskId("counter", Split.TRAIN, 1, 0, 1),
                "count",
                turnsMax,
                () ->
                        new ToolWorld(
                                List.of(ADD),
                                start,
                                List.of(new Message.User("Count to seven.")),
                                user),
                (state, transcript) ->
                        Verdict.of(state.path("sum").asInt() == 7, "sum " + state.path("sum")),
                () -> (transcript, tools) -> Turn.say("done"));
    }

    private static Turn add(int n) {
        return Turn.call(ToolCall.of("add", 0, "{\"n\":" + n + "}"));
    }

    @Test
    void theVerifierReadsTheFinalState() {
        Episode episode = new Episode(task(4, ToolWorld.User.SILENT));
        assertThat(episode.reset()).hasSize(1);
        Step step = episode.step(add(7));
        assertThat(step.isOver()).isFalse();
        assertThat(step.reward()).isZero();
        assertThat(step.observation().getFirst().content()).isEqualTo("7");
        assertThat(episode.step(Turn.say("Seven."))).isEqualTo(new Step(List.of(), 1, true, false));
        assertThat(episode.verdict().orElseThrow().reason()).isEqualTo("sum 7");
        assertThatThrownBy(() -> episode.step(Turn.say("more"))).hasMessageContaining("reset()");
        assertThat(episode.reset()).hasSize(1);
        assertThat(episode.step(Turn.say("Seven.")).reward()).isZero();
    }

    @Test
    void aFailedCallLeavesTheStateAsItWas() {
        Episode episode = new Episode(task(4, ToolWorld.User.SILENT));
        episode.reset();
        assertThat(episode.step(add(11)).observation().getFirst().content())
                .isEqualTo("error: the counter ends at 10");
        assertThat(episode.step(add(7)).observation().getFirst().content()).isEqualTo("7");
    }

    @Test
    void theLastTurnAllowedAndACutTurnTruncate() {
        Episode episode = new Episode(task(2, ToolWorld.User.SILENT));
        episode.reset();
        episode.step(add(7));
        assertThat(episode.step(add(0))).isEqualTo(new Step(List.of(), 1, false, true));
        episode.reset();
        Step cut = episode.step(new Turn("I will", List.of(), false));
        assertThat(cut.truncated()).isTrue();
        assertThat(episode.transcript().truncated()).isTrue();
    }

    @Test
    void aUserAnswersATurnWithoutCalls() {
        ToolWorld.User once =
                (state, said) ->
                        state.has("asked")
                                ? Optional.empty()
                                : Optional.of(
                                        state.put("asked", said).isEmpty() ? "" : "To seven.");
        Episode episode = new Episode(task(5, once));
        episode.reset();
        assertThat(episode.step(Turn.say("How far?")).observation())
                .containsExactly(new Message.User("To seven."));
        episode.step(add(7));
        assertThat(episode.step(Turn.say("Seven.")).reward()).isEqualTo(1);
    }

    @Test
    void aSnapshotGoesOnInAnotherWorldOfTheTask() {
        Task task = task(5, ToolWorld.User.SILENT);
        World first = task.world();
        first.reset();
        first.step(add(3));
        JsonNode snapshot = first.snapshot();
        first.step(add(3));
        World second = task.world();
        second.reset();
        second.restore(snapshot);
        second.step(add(4));
        assertThat(second.snapshot().path("sum").asInt()).isEqualTo(7);
        assertThat(first.snapshot().path("sum").asInt()).isEqualTo(6);
    }
}
