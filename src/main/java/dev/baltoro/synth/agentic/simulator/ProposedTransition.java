package dev.baltoro.synth.agentic.simulator;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.synth.agentic.simulator.StateChange.Op;
import dev.baltoro.synth.tool.NamingStyle;
import dev.baltoro.synth.tool.TableState;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool without code: what a call does is proposed, checked against the tables' columns and
/// rules, and only then applied. A proposal that is refused is asked for again, with the reason; a
/// call for which none holds fails as a server with a fault does, and changes nothing.
///
/// @param tool what is called
/// @param reads whether it may change nothing
/// @param tables that the world has
/// @param style how the parts of objects are written in values
/// @param proposer who is asked
public record ProposedTransition(
        ToolDeclaration tool,
        boolean reads,
        List<TypedTable> tables,
        NamingStyle style,
        Proposer proposer)
        implements Tool.Function {
    /// Proposals for one call.
    public static final int PROPOSALS_MAX = 3;

    /// Characters of a result.
    public static final int RESULT_CHARS_MAX = 8_000;

    private static final int CHANGES_MAX = 20;

    /// Where a world counts proposals that were refused, below [Tool#ASIDE].
    public static final String REFUSED = "refused_proposals";

    public ProposedTransition {
        tables = List.copyOf(tables);
    }

    @Override
    public String call(ObjectNode state, JsonNode arguments) throws ToolFailure {
        List<String> refusals = new ArrayList<>();
        while (refusals.size() < PROPOSALS_MAX) {
            Proposal proposal =
                    proposer.propose(
                            new Proposer.Asked(
                                    tool, reads, tables, state.deepCopy(), arguments, refusals));
            ObjectNode tried = state.deepCopy();
            Optional<String> problem = problem(proposal, tried);
            if (problem.isEmpty()) {
                ObjectNode aside = tried.withObject("/" + Tool.ASIDE);
                refusals.forEach(aside.withArray("/" + REFUSED)::add);
                state.removeAll();
                state.setAll(tried);
                return proposal.result().isString()
                        ? proposal.result().asString()
                        : proposal.result().toString();
            }
            refusals.add(problem.get());
        }
        throw new ToolFailure("internal error of the server, " + refusals.getLast());
    }

    /// Applies a proposal to a state.
    ///
    /// @return why it does not hold; the state is then no one's
    private Optional<String> problem(Proposal proposal, ObjectNode state) {
        JsonNode result = proposal.result();
        if (result.isMissingNode()
                || result.isNull()
                || result.toString().length() > RESULT_CHARS_MAX) {
            return Optional.of(
                    "the result must be there, and have %,d characters at most"
                            .formatted(RESULT_CHARS_MAX));
        }
        if (reads && !proposal.changes().isEmpty()) {
            return Optional.of("this tool reads, so it changes nothing");
        }
        if (proposal.changes().size() > CHANGES_MAX) {
            return Optional.of("there are more than %d changes".formatted(CHANGES_MAX));
        }
        for (Proposal.Change change : proposal.changes()) {
            Optional<String> problem = problem(change, state);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return tables.stream()
                .map(table -> new TableState(state, table, style).broken())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> problem(Proposal.Change change, ObjectNode state) {
        Optional<TypedTable> table =
                tables.stream().filter(one -> one.key().equals(change.table())).findFirst();
        if (table.isEmpty()) {
            return Optional.of("there is no table " + change.table());
        }
        for (String name :
                change.op() == Op.DELETE ? List.<String>of() : change.row().propertyNames()) {
            boolean known =
                    table.get().column(name).isPresent() || name.equals(table.get().idKey());
            if (!known) {
                return Optional.of("%s has no column %s".formatted(change.table(), name));
            }
        }
        try {
            apply(change, new TableState(state, table.get(), style));
            return Optional.empty();
        } catch (ToolFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void apply(Proposal.Change change, TableState rows) throws ToolFailure {
        String id = rows.table().idKey();
        switch (change.op()) {
            case INSERT -> {
                ObjectNode row = change.row().deepCopy();
                if (rows.table().column(id).isEmpty()) {
                    row.remove(id); // the table gives its keys
                }
                ObjectNode unused = rows.add(row);
            }
            case UPDATE -> {
                ObjectNode row = rows.row(change.key());
                change.row().properties().stream()
                        .filter(value -> !value.getKey().equals(id))
                        .forEach(value -> row.set(value.getKey(), value.getValue()));
            }
            case DELETE -> rows.remove(rows.row(change.key()));
        }
    }
}
