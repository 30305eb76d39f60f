package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.Fixed;
import dev.baltoro.synth.tool.Role;
import dev.baltoro.synth.tool.ToolInput;
import dev.baltoro.synth.tool.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Children of which less is open.
record Specialise(Naming naming) {
    Optional<Offspring> of(Blueprint parent) {
        if (!parent.parts().isEmpty()) {
            return Optional.empty();
        }
        return switch (naming.random().nextInt(4)) {
            case 0 -> oneColumn(parent).or(() -> held(parent));
            case 1 -> counted(parent).or(() -> held(parent));
            case 2 -> needed(parent).or(() -> held(parent));
            default -> held(parent).or(() -> oneColumn(parent)).or(() -> needed(parent));
        };
    }

    /// {@return the tool with a choice made for good: `list_open_tickets`}
    private Optional<Offspring> held(Blueprint parent) {
        List<ToolInput> choices =
                parent.inputs().stream()
                        .filter(input -> input.role() == Role.VALUE || input.role() == Role.WHERE)
                        .filter(input ->
                                input.column().kind() == ValueKind.CHOICE
                                        || input.column().kind() == ValueKind.FLAG)
                        .toList();
        if (choices.isEmpty() || parent.action() == Action.UPDATE && parent.inputs().size() < 4) {
            return Optional.empty();
        }
        ToolInput input = naming.one(choices);
        boolean flag = input.column().kind() == ValueKind.FLAG;
        String word = flag ? input.column().said() : naming.one(input.column().choices());
        String json = flag ? "true" : JsonMapper.shared().valueToTree(word).toString();
        List<ToolInput> left = new ArrayList<>(parent.inputs());
        left.remove(input);
        List<Fixed> fixed = new ArrayList<>(parent.fixed());
        fixed.add(new Fixed(input.role(), input.column().key(), json));
        Blueprint bare = parent.with(left).fixing(fixed);
        boolean marks = parent.action() == Action.SET;
        List<String> words =
                marks
                        ? List.of(
                                "mark",
                                parent.table().noun(),
                                flag ? word : input.column().said() + " " + word)
                        : naming.words(bare, word, "");
        return naming.child(bare, words, "%s is %s".formatted(input.column().said(), word));
    }

    /// {@return a tool that changes one of the columns which its parent changes}
    private Optional<Offspring> oneColumn(Blueprint parent) {
        List<ToolInput> values = parent.inputs(Role.VALUE);
        if (parent.action() != Action.UPDATE || values.size() < 2) {
            return Optional.empty();
        }
        ToolInput value = naming.one(values);
        List<ToolInput> left = new ArrayList<>(parent.inputs(Role.KEY));
        left.add(new ToolInput(value.said(), Role.VALUE, value.column(), true, ""));
        Blueprint bare =
                new Blueprint(
                        parent.words(),
                        parent.style(),
                        "",
                        Action.SET,
                        parent.table(),
                        left,
                        parent.fixed(),
                        List.of(),
                        List.of(),
                        value.column().key());
        return naming.child(
                bare,
                naming.words(bare, "", value.column().said()),
                "only the " + value.column().said());
    }

    /// {@return a tool that says how many its parent would list}
    private Optional<Offspring> counted(Blueprint parent) {
        if (parent.action() != Action.LIST && parent.action() != Action.SEARCH) {
            return Optional.empty();
        }
        List<ToolInput> left =
                parent.inputs().stream()
                        .filter(input ->
                                switch (input.role()) {
                                    case WHERE, AT_LEAST, AT_MOST, QUERY -> true;
                                    default -> false;
                                })
                        .toList();
        Blueprint bare =
                new Blueprint(
                        parent.words(),
                        parent.style(),
                        "",
                        Action.COUNT,
                        parent.table(),
                        left,
                        parent.fixed(),
                        List.of(),
                        List.of(),
                        "");
        String after = parent.action() == Action.SEARCH ? "matching" : "";
        return naming.child(bare, naming.words(bare, "", after), "only their number");
    }

    /// {@return the tool with a value that may be left out no longer}
    private Optional<Offspring> needed(Blueprint parent) {
        List<ToolInput> open =
                parent.inputs().stream()
                        .filter(input -> !input.required())
                        .filter(input ->
                                switch (input.role()) {
                                    case VALUE -> parent.action() == Action.CREATE;
                                    case WHERE, AT_LEAST, AT_MOST -> true;
                                    default -> false;
                                })
                        .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        ToolInput input = naming.one(open);
        List<ToolInput> inputs =
                parent.inputs().stream()
                        .filter(other ->
                                other.required()
                                        || other.equals(input)
                                        || other.role() == Role.LIMIT)
                        .map(other ->
                                other.equals(input)
                                        ? new ToolInput(
                                                other.said(),
                                                other.role(),
                                                other.column(),
                                                true,
                                                "")
                                        : other)
                        .toList();
        String joint = input.role() == Role.VALUE ? "with " : "by ";
        Blueprint bare = parent.with(inputs);
        return naming.child(
                bare,
                naming.words(bare, "", joint + input.column().said()),
                "%s has to be given".formatted(input.column().said()));
    }
}
