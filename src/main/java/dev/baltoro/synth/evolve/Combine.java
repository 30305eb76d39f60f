package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.Role;
import dev.baltoro.synth.tool.ToolInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Children made of several tools over one table.
record Combine(Naming naming) {
    private static final int PARTS_MAX = 4;

    /// @param others over the parent's table, in its style
    Optional<Offspring> of(Blueprint parent, List<Blueprint> others) {
        List<Blueprint> parts = new ArrayList<>(List.of(parent));
        for (Blueprint other : others) {
            boolean plain = other.parts().isEmpty() && other.guards().isEmpty();
            boolean alike = parts.stream().anyMatch(part -> part.action() == other.action());
            if (plain
                    && !alike
                    && other.table().equals(parent.table())
                    && parts.size() < PARTS_MAX) {
                parts.add(other);
            }
        }
        if (!parent.parts().isEmpty() || parts.size() < 2) {
            return Optional.empty();
        }
        return naming.random().nextBoolean() ? managed(parent, parts) : sequence(parent, parts);
    }

    private Optional<Offspring> managed(Blueprint parent, List<Blueprint> parts) {
        List<Blueprint> some = parts.subList(0, 2 + naming.random().nextInt(parts.size() - 1));
        String said = naming.one(List.of("action", "operation", "mode", "command"));
        Column choice = Column.choice(said, some.stream().map(Blueprint::choice).toList());
        Optional<List<ToolInput>> inputs = together(some, false);
        if (inputs.isEmpty()) {
            return Optional.empty();
        }
        List<ToolInput> all =
                new ArrayList<>(List.of(new ToolInput(said, Role.CHOOSE, choice, true, "")));
        all.addAll(inputs.get());
        Blueprint bare = combined(parent, Action.MANAGE, all, some);
        return naming.child(
                bare,
                naming.words(bare, "", ""),
                "a choice of " + String.join(", ", choice.choices()));
    }

    private Optional<Offspring> sequence(Blueprint parent, List<Blueprint> parts) {
        Optional<Blueprint> second =
                parts.stream()
                        .skip(1)
                        .filter(part ->
                                switch (part.action()) {
                                    case SET, TAG, LIST, COUNT, ADJUST, GET -> true;
                                    default -> false;
                                })
                        .findFirst();
        boolean fits =
                switch (parent.action()) {
                    case CREATE, SET, UPDATE, TAG, ADJUST, DELETE -> true;
                    default -> false;
                };
        if (second.isEmpty() || !fits) {
            return Optional.empty();
        }
        List<Blueprint> both = List.of(parent, second.get());
        boolean gone = parent.action() == Action.DELETE && second.get().input(Role.KEY).isPresent();
        Optional<List<ToolInput>> inputs = together(both, true);
        if (inputs.isEmpty() || gone) {
            return Optional.empty();
        }
        Blueprint bare = combined(parent, Action.SEQUENCE, inputs.get(), both);
        String noun = parent.table().noun();
        String then = second.get().action().verbs().getFirst();
        String what = second.get().detail().replace('_', ' ');
        return naming.child(
                bare,
                List.of(parent.action().verbs().getFirst(), noun, "and " + then, what),
                "both, one after the other");
    }

    private static Blueprint combined(
            Blueprint parent, Action action, List<ToolInput> inputs, List<Blueprint> parts) {
        return new Blueprint(
                parent.words(),
                parent.style(),
                "",
                action,
                parent.table(),
                inputs,
                List.of(),
                List.of(),
                parts,
                "");
    }

    /// {@return the parameters of all; empty if two of one name mean different things}
    private static Optional<List<ToolInput>> together(List<Blueprint> parts, boolean all) {
        Map<String, ToolInput> inputs = new LinkedHashMap<>();
        for (Blueprint part : parts) {
            for (ToolInput input : part.inputs()) {
                ToolInput other = inputs.get(part.written(input));
                boolean same =
                        other == null
                                || other.column().equals(input.column())
                                        && (!all || other.role() == input.role());
                if (!same) {
                    return Optional.empty();
                }
                boolean needed = all && (input.required() || other != null && other.required());
                String fallback = all ? input.fallback() : "";
                inputs.put(
                        part.written(input),
                        new ToolInput(
                                input.said(),
                                input.role(),
                                input.column(),
                                needed,
                                needed ? "" : fallback));
            }
        }
        return Optional.of(List.copyOf(inputs.values()));
    }
}
