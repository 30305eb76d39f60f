package dev.baltoro.synth.agentic.simulator;

import dev.baltoro.agent.llm.JsonAnswer;
import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.synth.agentic.simulator.StateChange.Op;
import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model as the world: it reads the tool, the tables and the call, and proposes a result and
/// changes of rows. What it says is checked by [ProposedTransition], never trusted.
///
/// @param model who is asked
public record LlmProposer(Llm model) implements Proposer {
    private static final int TOKENS_MAX = 1024;
    private static final int ROWS_MAX = 12;

    private static final String SYSTEM =
            """
            You are the server behind a tool. You get its declaration, the tables that it works on \
            and a call. Say what the call returns and which rows it adds, changes or removes. \
            Answer with one JSON object: {"result": ..., "changes": [{"op": "insert" | "update" | \
            "delete", "table": ..., "key": ..., "row": {...}}]}. If the call cannot be done, answer \
            {"error": "why"}.\
            """;

    @Override
    public Proposal propose(Asked asked) throws ToolFailure {
        List<Message> messages = new ArrayList<>(List.of(new Message.System(SYSTEM)));
        messages.add(new Message.User(question(asked)));
        ChatRequest request =
                ChatRequest.of(
                                messages,
                                DecodingOptions.of(Sampling.OPEN.withTemperature(0))
                                        .withMaxTokens(TOKENS_MAX))
                        .withFormat(new ResponseFormat.JsonObject());
        try {
            return read(model.answer(request).content());
        } catch (LlmException e) {
            throw new ToolFailure("the server does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a world was asked");
        }
    }

    private static String question(Asked asked) {
        String tables =
                asked.tables().stream()
                        .map(table -> table(table, asked.state()))
                        .collect(Collectors.joining("\n"));
        String refused =
                asked.refusals().isEmpty()
                        ? ""
                        : "\nEarlier answers were refused: " + String.join("; ", asked.refusals());
        return "Tool: %s\nTables:\n%s\nIt %s.\nCall: %s%s"
                .formatted(
                        asked.tool().json(),
                        tables,
                        asked.reads() ? "changes nothing" : "may change rows",
                        asked.arguments(),
                        refused);
    }

    private static String table(TypedTable table, ObjectNode state) {
        String columns =
                table.columns().stream().map(LlmProposer::column).collect(Collectors.joining(", "));
        String rows =
                state.path(table.key())
                        .valueStream()
                        .limit(ROWS_MAX)
                        .map(JsonNode::toString)
                        .collect(Collectors.joining("\n  "));
        return "%s (key %s; %s)\n  %s".formatted(table.key(), table.idKey(), columns, rows);
    }

    /// {@return a column as the model reads it, with all that its values are checked against}
    private static String column(Column column) {
        String values =
                !column.choices().isEmpty()
                        ? " of " + String.join(" | ", column.choices())
                        : column.kind().isNumber()
                                ? " from %d to %d".formatted(column.from(), column.to())
                                : "";
        return "%s %s%s%s"
                .formatted(
                        column.key(),
                        column.kind().name().toLowerCase(Locale.ROOT),
                        column.optional() ? "?" : "",
                        values);
    }

    /// {@return the proposal in an answer; one without a result if it cannot be read}
    static Proposal read(String answer) throws ToolFailure {
        Proposal none = new Proposal(JsonMapper.shared().nullNode(), List.of());
        Optional<ObjectNode> said = JsonAnswer.read(answer);
        if (said.isEmpty()) {
            return none;
        }
        ObjectNode json = said.get();
        if (json.hasNonNull("error")) {
            throw new ToolFailure(json.path("error").asString("it cannot be done"));
        }
        List<Proposal.Change> changes = new ArrayList<>();
        for (JsonNode change : json.path("changes")) {
            Op op;
            try {
                op = Op.valueOf(change.path("op").asString("").toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                return none;
            }
            ObjectNode row =
                    change.path("row") instanceof ObjectNode given
                            ? given
                            : JsonMapper.shared().createObjectNode();
            changes.add(
                    new Proposal.Change(
                            op, change.path("table").asString(""), change.path("key"), row));
        }
        return new Proposal(json.path("result"), changes);
    }

    @Override
    public String name() {
        return model.name();
    }
}
