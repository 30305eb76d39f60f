package dev.baltoro.synth.agentic.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.synth.agentic.simulator.Proposal.Change;
import dev.baltoro.synth.agentic.simulator.StateChange.Op;
import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.KeyForm;
import dev.baltoro.synth.tool.NamingStyle;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.synth.tool.ValueKind;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ProposedTransitionTest {
    private static final TypedTable TASKS =
            new TypedTable(
                    "task",
                    "tasks",
                    "TSK",
                    KeyForm.CODE,
                    List.of(
                            Column.of("title", ValueKind.TITLE),
                            Column.choice("status", List.of("open", "done")).optional(true)),
                    Map.of());

    private static final ToolDeclaration TOOL =
            ToolDeclaration.function("touch_task", "Does something.", "{\"type\":\"object\"}");

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    private static ObjectNode world() {
        return json("{\"tasks\":[{\"id\":\"TSK-101\",\"title\":\"roof\"}]}");
    }

    private static Change change(Op op, String table, String key, String row) {
        return new Change(op, table, json("{\"k\":\"" + key + "\"}").path("k"), json(row));
    }

    private static Proposal proposal(Change... changes) {
        return new Proposal(json("{\"ok\":true}"), List.of(changes));
    }

    /// Proposes what it is given, one after the other, and keeps what it was told of refusals.
    private static final class Prepared implements Proposer {
        private final List<Proposal> proposals;
        private final List<List<String>> told = new ArrayList<>();

        Prepared(Proposal... proposals) {
            this.proposals = List.of(proposals);
        }

        @Override
        public Proposal propose(Asked asked) {
            told.add(asked.refusals());
            return proposals.get(Math.min(told.size(), proposals.size()) - 1);
        }

        @Override
        public String name() {
            return "prepared";
        }
    }

    private static Tool tool(boolean reads, Proposer proposer) {
        return new Tool(
                TOOL,
                new ProposedTransition(TOOL, reads, List.of(TASKS), NamingStyle.SNAKE, proposer));
    }

    @Test
    void proposalThatHoldsIsApplied() {
        ObjectNode state = world();
        Prepared proposer =
                new Prepared(
                        proposal(
                                change(Op.UPDATE, "tasks", "TSK-101", "{\"status\":\"done\"}"),
                                change(Op.INSERT, "tasks", "", "{\"title\":\"door\"}")));
        assertThat(tool(false, proposer).call(state, "{}")).isEqualTo("{\"ok\":true}");
        assertThat(state.path("tasks").toString())
                .isEqualTo(
                        "[{\"id\":\"TSK-101\",\"title\":\"roof\",\"status\":\"done\"},{\"id\":\"TSK-102\",\"title\":\"door\"}]");
    }

    /// Each breaks another rule: of the columns, the values, the keys, the tables, the tool.
    @Test
    void proposalThatBreaksARuleIsAskedForAgainAndLeavesNothing() {
        List<Change> broken =
                List.of(
                        change(Op.INSERT, "tasks", "", "{\"status\":\"open\"}"),
                        change(Op.INSERT, "tasks", "", "{\"title\":\"x\",\"shape\":\"odd\"}"),
                        change(Op.UPDATE, "tasks", "TSK-101", "{\"status\":\"lost\"}"),
                        change(Op.UPDATE, "tasks", "TSK-999", "{\"status\":\"open\"}"),
                        change(Op.DELETE, "tasks", "TSK-999", "{}"),
                        change(Op.INSERT, "people", "", "{\"name\":\"Mara\"}"));
        for (Change change : broken) {
            ObjectNode state = world();
            Prepared proposer = new Prepared(proposal(change), proposal());
            assertThat(tool(false, proposer).call(state, "{}")).isEqualTo("{\"ok\":true}");
            assertThat(state.path("tasks")).as("%s", change).isEqualTo(world().path("tasks"));
            assertThat(proposer.told).hasSize(2);
            assertThat(proposer.told.getLast()).hasSize(1);
            assertThat(state.path(Tool.ASIDE).path(ProposedTransition.REFUSED)).hasSize(1);
        }
    }

    @Test
    void toolThatReadsChangesNothing() {
        ObjectNode state = world();
        Proposer proposer = new Prepared(proposal(change(Op.DELETE, "tasks", "TSK-101", "{}")));
        assertThat(tool(true, proposer).call(state, "{}")).startsWith("error: internal error");
        assertThat(state).isEqualTo(world());
    }

    @Test
    void callWithoutAProposalThatHoldsFailsAfterALimit() {
        ObjectNode state = world();
        Prepared proposer = new Prepared(proposal(change(Op.INSERT, "people", "", "{}")));
        assertThat(tool(false, proposer).call(state, "{}"))
                .isEqualTo("error: internal error of the server, there is no table people");
        assertThat(proposer.told).hasSize(ProposedTransition.PROPOSALS_MAX);
        assertThat(state).isEqualTo(world());
    }

    @Test
    void answerOfAModelIsReadAsAProposalOrRefused() throws ToolFailure {
        Proposal read =
                LlmProposer.read(
                        "{\"result\":\"ok\",\"changes\":[{\"op\":\"delete\",\"table\":\"tasks\",\"key\":\"TSK-101\"}]}");
        assertThat(read.changes()).containsExactly(change(Op.DELETE, "tasks", "TSK-101", "{}"));
        for (String odd : List.of("no JSON", "{\"result\":1,\"changes\":[{\"op\":\"melt\"}]}")) {
            JsonNode result = LlmProposer.read(odd).result();
            assertThat(result.isNull()).as(odd).isTrue(); // a result must be there: it is refused
        }
    }
}
