package dev.baltoro.synth.agentic.simulator;

import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Says what a call of a tool without code does.
public interface Proposer {
    /// {@return a proposal}
    ///
    /// @throws ToolFailure if the call is one that the tool would refuse
    Proposal propose(Asked asked) throws ToolFailure;

    /// {@return who proposes: `template`, or a model's name}
    String name();

    /// What is asked for.
    ///
    /// @param tool that is called
    /// @param reads whether the tool changes nothing
    /// @param tables that there are
    /// @param state of the world, a copy
    /// @param arguments of the call
    /// @param refusals why earlier proposals for this call were refused
    record Asked(
            ToolDeclaration tool,
            boolean reads,
            List<TypedTable> tables,
            ObjectNode state,
            JsonNode arguments,
            List<String> refusals) {
        public Asked {
            tables = List.copyOf(tables);
            refusals = List.copyOf(refusals);
        }
    }
}
