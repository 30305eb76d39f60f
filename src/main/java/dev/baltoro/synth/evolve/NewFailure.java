package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.Guard;
import dev.baltoro.synth.tool.Role;
import dev.baltoro.synth.tool.ToolInput;
import dev.baltoro.synth.tool.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Children that fail where their parents do not.
record NewFailure(Naming naming) {
    private static final int SHARE_OF_BOUND = 2;

    Optional<Offspring> of(Blueprint parent) {
        List<Named> possible = new ArrayList<>();
        switch (parent.action()) {
            case CREATE -> {
                String most = naming.one(List.of("10", "12", "20", "25"));
                possible.add(new Named(new Guard(Guard.Kind.FULL, "", most), "up to " + most));
                unique(parent, possible);
                ceilings(parent, possible);
            }
            case UPDATE, SET -> {
                locks(parent, possible);
                unique(parent, possible);
                ceilings(parent, possible);
            }
            case DELETE, TAG, UNTAG -> locks(parent, possible);
            case ADJUST, TRANSFER -> {
                String most = naming.one(List.of("5", "10", "25", "50"));
                possible.add(new Named(new Guard(Guard.Kind.CEILING, "", most), "up to " + most));
            }
            case CLEAR ->
                    possible.add(
                            new Named(
                                    new Guard(
                                            Guard.Kind.TOO_MANY,
                                            "",
                                            naming.one(List.of("7", "8", "10"))),
                                    "limited"));
            case LIST, SEARCH ->
                    possible.add(new Named(new Guard(Guard.Kind.EMPTY, "", ""), "or fail"));
            default -> {}
        }
        possible.removeIf(one ->
                parent.guards().stream().anyMatch(guard -> guard.kind() == one.guard.kind()));
        if (possible.isEmpty() || !parent.parts().isEmpty()) {
            return Optional.empty();
        }
        Named drawn = naming.one(possible);
        List<Guard> guards = new ArrayList<>(parent.guards());
        guards.add(drawn.guard);
        Blueprint bare = parent.guarded(guards);
        String detail =
                (drawn.guard.kind() + " " + drawn.guard.column() + " " + drawn.guard.value())
                        .strip();
        return naming.child(bare, naming.words(bare, "", drawn.word), detail);
    }

    private record Named(Guard guard, String word) {}

    private static void unique(Blueprint parent, List<Named> possible) {
        for (ToolInput input : parent.inputs(Role.VALUE)) {
            boolean fits =
                    switch (input.column().kind()) {
                        case TITLE, CODE, EMAIL, NAME -> input.required();
                        default -> false;
                    };
            if (fits) {
                possible.add(
                        new Named(
                                new Guard(Guard.Kind.UNIQUE, input.column().key(), ""),
                                "unique " + input.column().said()));
            }
        }
    }

    private void ceilings(Blueprint parent, List<Named> possible) {
        for (ToolInput input : parent.inputs(Role.VALUE)) {
            Column column = input.column();
            boolean bounded =
                    column.kind().isNumber() && column.to() < Column.NUMBER_MAX && column.to() > 3;
            if (bounded) {
                long most = column.from() + (column.to() - column.from()) / SHARE_OF_BOUND;
                possible.add(
                        new Named(
                                new Guard(Guard.Kind.CEILING, column.key(), Long.toString(most)),
                                "limited " + column.said()));
            }
        }
    }

    private void locks(Blueprint parent, List<Named> possible) {
        for (Column column : parent.table().columns()) {
            boolean ownValue =
                    parent.inputs(Role.VALUE).stream()
                            .anyMatch(input -> input.column().key().equals(column.key()));
            if (column.kind() == ValueKind.CHOICE && !ownValue) {
                String value = naming.one(column.choices());
                possible.add(
                        new Named(
                                new Guard(Guard.Kind.LOCKED, column.key(), value),
                                "unless " + value));
            }
        }
    }
}
