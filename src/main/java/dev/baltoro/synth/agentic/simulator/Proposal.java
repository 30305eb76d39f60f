package dev.baltoro.synth.agentic.simulator;

import dev.baltoro.synth.agentic.simulator.StateChange.Op;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a call of a tool without code may do: a result, and changes of tables. Nothing of it
/// happens before it is checked.
///
/// @param result what the agent reads
/// @param changes in order
public record Proposal(JsonNode result, List<Change> changes) {
    public Proposal {
        changes = List.copyOf(changes);
    }

    /// A change of one row.
    ///
    /// @param op what becomes of it
    /// @param table its key in the state
    /// @param key of the row; not looked at where one is added and the table gives keys
    /// @param row the values that it gets; not looked at where it is deleted
    public record Change(Op op, String table, JsonNode key, ObjectNode row) {}
}
