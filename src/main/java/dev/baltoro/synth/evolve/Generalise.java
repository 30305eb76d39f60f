package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.Fixed;
import dev.baltoro.synth.tool.KeyForm;
import dev.baltoro.synth.tool.Role;
import dev.baltoro.synth.tool.ToolInput;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.synth.tool.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Children of which more is open.
record Generalise(Naming naming) {
    Optional<Offspring> of(Blueprint parent) {
        return switch (parent.action()) {
            case GET -> many(parent, Action.GET_MANY);
            case CREATE ->
                    naming.random().nextInt(3) > 0
                            ? many(parent, Action.CREATE_MANY)
                            : dryRun(parent);
            case SET, TAG -> anyColumn(parent).or(() -> dryRun(parent));
            case DELETE -> naming.random().nextBoolean() ? cleared(parent) : dryRun(parent);
            case LIST, SEARCH ->
                    naming.random().nextInt(3) == 0 ? filtered(parent) : ordered(parent);
            case COUNT, TOTAL -> filtered(parent);
            case UPDATE, CLEAR, TRANSFER, ADJUST, UNTAG -> dryRun(parent);
            default -> Optional.empty();
        };
    }

    private Optional<Offspring> many(Blueprint parent, Action action) {
        TypedTable table = parent.table();
        boolean create = action == Action.CREATE_MANY;
        String keys = (table.keyForm() == KeyForm.LABEL ? table.label().said() : "id") + "s";
        ValueKind kind = table.keyForm() == KeyForm.NUMBER ? ValueKind.NUMBERS : ValueKind.TAGS;
        ToolInput several =
                create
                        ? new ToolInput(
                                table.plural(),
                                Role.ITEMS,
                                new Column(
                                        table.plural(),
                                        ValueKind.OBJECTS,
                                        List.of(),
                                        0,
                                        0,
                                        false,
                                        table.columns()),
                                true,
                                "")
                        : new ToolInput(keys, Role.KEYS, Column.of(keys, kind), true, "");
        Blueprint bare = bare(parent, action, List.of(several), "");
        return naming.child(bare, naming.words(bare, "", ""), "several at once");
    }

    private static Blueprint bare(
            Blueprint parent, Action action, List<ToolInput> inputs, String detail) {
        List<Fixed> none = List.of();
        return new Blueprint(
                parent.words(),
                parent.style(),
                "",
                action,
                parent.table(),
                inputs,
                none,
                List.of(),
                List.of(),
                detail);
    }

    /// {@return a tool that changes any column, where its parent changes one}
    private Optional<Offspring> anyColumn(Blueprint parent) {
        List<ToolInput> inputs = new ArrayList<>(parent.inputs(Role.KEY));
        for (Column column : parent.table().columns()) {
            boolean key =
                    inputs.stream().anyMatch(input -> input.column().key().equals(column.key()));
            if (!key && naming.random().nextInt(4) > 0) {
                inputs.add(new ToolInput(column.said(), Role.VALUE, column, false, ""));
            }
        }
        if (inputs.size() < 3) {
            return Optional.empty();
        }
        Blueprint bare = bare(parent, Action.UPDATE, inputs, "");
        return naming.child(
                bare,
                naming.words(bare, "", naming.one(List.of("", "fields", "details"))),
                "any of its fields");
    }

    /// {@return a tool that deletes all rows of a kind, where its parent deletes one}
    private Optional<Offspring> cleared(Blueprint parent) {
        List<Column> columns =
                parent.table().columns().stream()
                        .filter(column ->
                                switch (column.kind()) {
                                    case CHOICE, FLAG, NAME, PLACE -> true;
                                    default -> false;
                                })
                        .toList();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        Column column = naming.one(columns).optional(false);
        Blueprint bare =
                bare(
                        parent,
                        Action.CLEAR,
                        List.of(new ToolInput(column.said(), Role.WHERE, column, true, "")),
                        "");
        return naming.child(
                bare, naming.words(bare, "", "by " + column.said()), "all of one " + column.said());
    }

    private Optional<Offspring> dryRun(Blueprint parent) {
        if (parent.input(Role.DRY_RUN).isPresent()) {
            return Optional.empty();
        }
        List<ToolInput> inputs = new ArrayList<>(parent.inputs());
        String said = naming.one(List.of("dry run", "preview", "simulate", "check only"));
        inputs.add(
                new ToolInput(said, Role.DRY_RUN, Column.of(said, ValueKind.FLAG), false, "false"));
        String after = naming.one(List.of("with preview", "or preview", "safely", "with " + said));
        Blueprint bare = parent.with(inputs);
        return naming.child(bare, naming.words(bare, "", after), "a dry run");
    }

    /// {@return the tool with further conditions}
    private Optional<Offspring> filtered(Blueprint parent) {
        Set<String> there =
                parent.inputs().stream()
                        .map(input -> input.column().key())
                        .collect(Collectors.toSet());
        parent.fixed().forEach(fixed -> there.add(fixed.column()));
        List<ToolInput> inputs = new ArrayList<>(parent.inputs());
        List<String> added = new ArrayList<>();
        for (Column column : parent.table().columns()) {
            if (there.contains(column.key())
                    || added.size() > 2
                    || naming.random().nextInt(3) == 0) {
                continue;
            }
            Column always = column.optional(false);
            if (column.kind().isOrdered()) {
                boolean time = !column.kind().isNumber();
                inputs.add(
                        new ToolInput(
                                (time ? "" : "min ") + column.said() + (time ? " after" : ""),
                                Role.AT_LEAST,
                                always,
                                false,
                                ""));
                inputs.add(
                        new ToolInput(
                                (time ? "" : "max ") + column.said() + (time ? " before" : ""),
                                Role.AT_MOST,
                                always,
                                false,
                                ""));
                added.add(column.said());
            } else if (column.kind() == ValueKind.CHOICE
                    || column.kind() == ValueKind.FLAG
                    || column.kind() == ValueKind.NAME) {
                inputs.add(new ToolInput(column.said(), Role.WHERE, always, false, ""));
                added.add(column.said());
            }
        }
        if (added.isEmpty()) {
            return Optional.empty();
        }
        Blueprint bare = parent.with(inputs);
        String after =
                naming.one(List.of("by " + added.getFirst(), "filtered", "advanced", "where"));
        return naming.child(
                bare, naming.words(bare, "", after), "also by " + String.join(", ", added));
    }

    /// {@return the tool with an order, and pages}
    private Optional<Offspring> ordered(Blueprint parent) {
        List<String> columns =
                parent.table().columns().stream()
                        .map(column -> parent.style().parameter(column.said()))
                        .distinct()
                        .toList();
        if (parent.input(Role.SORT).isPresent() || columns.size() < 2) {
            return Optional.empty();
        }
        List<ToolInput> inputs = new ArrayList<>(parent.inputs());
        String sort = naming.one(List.of("sort by", "order by", "sort field"));
        inputs.add(new ToolInput(sort, Role.SORT, Column.choice(sort, columns), false, ""));
        String down = naming.one(List.of("descending", "reverse", "newest first"));
        inputs.add(
                new ToolInput(
                        down, Role.DESCENDING, Column.of(down, ValueKind.FLAG), false, "false"));
        if (parent.input(Role.OFFSET).isEmpty()) {
            String skip = naming.one(List.of("offset", "skip", "start at"));
            inputs.add(
                    new ToolInput(
                            skip,
                            Role.OFFSET,
                            Column.between(skip, ValueKind.COUNT, 0, 3),
                            false,
                            "0"));
        }
        Blueprint bare = parent.with(inputs);
        return naming.child(
                bare,
                naming.words(bare, "", naming.one(List.of("sorted", "ordered", "page", "ranked"))),
                "an order and pages");
    }
}
