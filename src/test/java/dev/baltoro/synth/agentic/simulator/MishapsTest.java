package dev.baltoro.synth.agentic.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MishapsTest {
    private static final Tool COUNT =
            Tool.of(
                    "count",
                    "Counts its calls.",
                    "{\"type\":\"object\",\"properties\":{}}",
                    (state, arguments) -> {
                        int next = state.path("n").asInt(0) + 1;
                        state.put("n", next);
                        return "{\"list\":[1,2,3,4],\"n\":" + next + "}";
                    });

    private static final SimulatedServer SERVER =
            new SimulatedServer(
                    "s",
                    "d",
                    List.of(COUNT),
                    Set.of("count"),
                    Map.of(),
                    JsonMapper.shared().createObjectNode(),
                    SimulatedServer.CODE);

    private static List<String> calls(Mishaps mishaps, ObjectNode state, int count) {
        Tool tool = mishaps.over(SERVER).getFirst();
        List<String> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(tool.call(state, "{}"));
        }
        return results;
    }

    @Test
    void sameSeedFailsTheSameCalls() {
        Mishaps mishaps = new Mishaps(0.3, 0.2, 0.1, 11);
        ObjectNode one = SERVER.start();
        ObjectNode other = SERVER.start();
        List<String> results = calls(mishaps, one, 60);
        assertThat(calls(mishaps, other, 60)).isEqualTo(results);
        assertThat(one).isEqualTo(other);
        assertThat(results).contains(Mishaps.BUSY, Mishaps.LOST);
        assertThat(calls(new Mishaps(0.3, 0.2, 0.1, 12), SERVER.start(), 60)).isNotEqualTo(results);
    }

    /// A busy call does nothing; a lost one does all; a partial one shows half and says how much is
    /// missing.
    @Test
    void eachMishapDoesWhatItSays() {
        ObjectNode busy = SERVER.start();
        assertThat(calls(new Mishaps(1, 0, 0, 1), busy, 3)).containsOnly(Mishaps.BUSY);
        assertThat(busy.has("n")).isFalse();
        ObjectNode lost = SERVER.start();
        assertThat(calls(new Mishaps(0, 0, 1, 1), lost, 3)).containsOnly(Mishaps.LOST);
        assertThat(lost.path("n").asInt()).isEqualTo(3);
        ObjectNode partial = SERVER.start();
        assertThat(calls(new Mishaps(0, 1, 0, 1), partial, 1))
                .containsExactly("{\"list\":[1,2],\"n\":1,\"incomplete\":2}");
        assertThat(Mishaps.of(partial).toString())
                .isEqualTo("[{\"tool\":\"count\",\"kind\":\"partial\"}]");
    }
}
