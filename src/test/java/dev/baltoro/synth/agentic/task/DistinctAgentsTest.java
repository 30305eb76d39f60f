package dev.baltoro.synth.agentic.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.synth.agentic.cast.ToolAgent;
import dev.baltoro.synth.agentic.cast.ToolAgents;
import dev.baltoro.synth.tool.InventedServer;
import dev.baltoro.synth.tool.InventedTool;
import dev.baltoro.synth.tool.InventedTools;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Agents are system prompts times tool sets, thousands of them.
class DistinctAgentsTest {
    private static final TaskMix MIX = new TaskMix(1, 5, 0, 0, 0, 0.1);

    /// What tells an agent from another one: what it is told, and the declarations of its tools.
    private static String whole(InventedTasks.Offer offer) {
        StringBuilder whole = new StringBuilder(offer.agent().prompt());
        for (InventedTool tool : offer.server().tools()) {
            whole.append('\n').append(tool.tool().declaration().json());
        }
        return whole.toString();
    }

    @Test
    void twoThousandAgentsAreTwoThousandPromptsWithTools() {
        int count = 2000;
        int perServer = 8; // a server takes long to draw
        InventedTasks tasks =
                new InventedTasks(
                        1, count, new ToolAgents("i", 1, perServer, ToolAgents.UNBOUNDED), MIX);
        Set<String> agents = new HashSet<>();
        Set<String> ids = new HashSet<>();
        Set<String> prompts = new HashSet<>();
        for (int server = 0; server < count / perServer; server++) {
            InventedServer all = InventedTools.server(1, server);
            for (int i = 0; i < perServer; i++) {
                InventedTasks.Offer offer = tasks.offer((long) server * perServer + i, all);
                agents.add(whole(offer));
                ids.add(offer.agent().id());
                prompts.add(offer.agent().prompt());
            }
        }
        assertThat(agents).hasSize(count);
        assertThat(ids).hasSize(count);
        assertThat(prompts).hasSizeGreaterThan(count * 9 / 10);
    }

    /// Where servers are few, prompts alone tell agents apart.
    @Test
    void agentsThatShareAServerAndItsToolsHavePromptsOfTheirOwn() {
        for (int servers : new int[] {1, 3}) {
            ToolAgents cast = new ToolAgents("c", 7, 4, servers);
            Set<String> agents = new HashSet<>();
            for (int i = 0; i < 400; i++) {
                ToolAgent agent = cast.agent(i, "a desk");
                assertThat(agent.server()).isEqualTo(i / 4 % servers);
                agents.add(agent.server() + agent.prompt());
            }
            assertThat(agents).hasSize(400);
        }
    }

    @Test
    void anAgentIsTheSameWhoeverWasAskedForBefore() {
        ToolAgents cast = new ToolAgents("c", 7, 4, 2);
        ToolAgent agent = cast.agent(313, "a desk");
        for (int i = 0; i < 20; i++) {
            assertThat(cast.agent(i, "a desk").id()).endsWith("-" + i);
        }
        assertThat(cast.agent(313, "a desk")).isEqualTo(agent);
    }
}
