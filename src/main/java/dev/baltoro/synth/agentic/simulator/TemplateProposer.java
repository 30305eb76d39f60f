package dev.baltoro.synth.agentic.simulator;

import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.agentic.simulator.StateChange.Op;
import dev.baltoro.synth.evolve.ReadTool;
import dev.baltoro.synth.evolve.SeedTool;
import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.NamingStyle;
import dev.baltoro.synth.tool.TableState;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.synth.tool.ValueCheck;
import dev.baltoro.synth.tool.ValueDraw;
import dev.baltoro.synth.value.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Proposes without a model, by what a tool's name and its arguments say of its table. Some first
/// proposals are wrong on purpose, so that the check behind has something to refuse.
///
/// @param wrong share of first proposals that are wrong
/// @param seed of one world
public record TemplateProposer(double wrong, long seed) implements Proposer {
    private static final int SHOWN_MAX = 5;

    @Override
    public Proposal propose(Asked asked) throws ToolFailure {
        long call =
                SplitMix64.mix(
                        asked.tool().name().hashCode(), asked.arguments().toString().hashCode());
        Draws draws =
                new Draws(SplitMix64.mix(SplitMix64.mix(seed, call), asked.refusals().size()));
        TypedTable table = asked.tables().getFirst();
        if (asked.refusals().isEmpty() && draws.chance(wrong)) {
            return mistaken(table, draws);
        }
        TableState rows = new TableState(asked.state(), table, NamingStyle.SNAKE);
        ObjectNode given = given(table, asked.arguments());
        Optional<ObjectNode> meant = meant(rows, asked.arguments());
        if (asked.reads()) {
            return shown(rows, given, meant);
        }
        boolean deletes =
                ReadTool.action(new SeedTool("", asked.tool().name(), "", asked.arguments()))
                        .map(action -> action == Action.DELETE || action == Action.CLEAR)
                        .orElse(false);
        if (meant.isPresent()) {
            JsonNode key = meant.get().path(table.idKey());
            ObjectNode after = meant.get().deepCopy();
            after.setAll(given);
            return deletes
                    ? of(ok().set("deleted", key), Op.DELETE, table, key, given)
                    : of(after, Op.UPDATE, table, key, given);
        }
        if (deletes) {
            throw new ToolFailure("there is no such " + table.noun());
        }
        return added(rows, given, draws);
    }

    private static ObjectNode ok() {
        return JsonMapper.shared().createObjectNode();
    }

    private static Proposal of(
            JsonNode result, Op op, TypedTable table, JsonNode key, ObjectNode row) {
        return new Proposal(result, List.of(new Proposal.Change(op, table.key(), key, row)));
    }

    private static Proposal mistaken(TypedTable table, Draws draws) {
        JsonNode nobody = JsonNodeFactory.instance.stringNode("NONE-0");
        return draws.chance(0.5)
                ? of(ok().put("ok", true), Op.UPDATE, table, nobody, ok())
                : of(ok().put("ok", true), Op.INSERT, table, nobody, ok().put("shape", "odd"));
    }

    /// {@return the arguments that are values of the table's columns}
    private static ObjectNode given(TypedTable table, JsonNode arguments) {
        ObjectNode given = ok();
        for (Map.Entry<String, JsonNode> one : arguments.properties()) {
            Optional<Column> column = table.column(ReadTool.columnKey(one.getKey()));
            boolean fits =
                    column.isPresent()
                            && ValueCheck.problem(column.get(), one.getValue(), NamingStyle.SNAKE)
                                    .isEmpty();
            if (fits) {
                given.set(column.get().key(), one.getValue());
            }
        }
        return given;
    }

    /// {@return the row that an argument names by its key}
    private static Optional<ObjectNode> meant(TableState rows, JsonNode arguments) {
        for (ObjectNode row : rows.rows()) {
            for (JsonNode value : arguments) {
                if (value.equals(row.path(rows.table().idKey()))) {
                    return Optional.of(row);
                }
            }
        }
        return Optional.empty();
    }

    private static Proposal shown(TableState rows, ObjectNode given, Optional<ObjectNode> meant) {
        if (meant.isPresent()) {
            return new Proposal(meant.get(), List.of());
        }
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode row : rows.rows()) {
            boolean fits =
                    given.propertyStream()
                            .allMatch(one ->
                                    !row.has(one.getKey())
                                            || row.path(one.getKey()).equals(one.getValue()));
            if (fits && found.size() < SHOWN_MAX) {
                found.add(row);
            }
        }
        ObjectNode result = ok();
        found.forEach(result.putArray(rows.table().key())::add);
        return new Proposal(result.put("count", found.size()), List.of());
    }

    private static Proposal added(TableState rows, ObjectNode given, Draws draws)
            throws ToolFailure {
        TypedTable table = rows.table();
        ObjectNode row = ok();
        SplittableRandom random = new SplittableRandom(draws.bits());
        for (Column column : table.columns()) {
            if (given.has(column.key())) {
                row.set(column.key(), given.get(column.key()));
            } else if (!column.optional()) {
                row.set(column.key(), ValueDraw.value(random, column, NamingStyle.SNAKE));
            }
        }
        ObjectNode added = rows.add(row.deepCopy()); // of a copy: it gives the key
        return of(added, Op.INSERT, table, added.path(table.idKey()), row);
    }

    @Override
    public String name() {
        return "template";
    }
}
