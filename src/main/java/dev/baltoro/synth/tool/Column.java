package dev.baltoro.synth.tool;

import java.util.List;

/// A column of a typed table.
///
/// @param said its name as people say it, in lower case: `due date`
/// @param kind what its values are
/// @param choices the only values of a `CHOICE`; else empty
/// @param from smallest number
/// @param to largest number
/// @param optional whether a row may lack it
/// @param parts the columns of an object; else empty
public record Column(
        String said,
        ValueKind kind,
        List<String> choices,
        long from,
        long to,
        boolean optional,
        List<Column> parts) {
    /// Largest number of a column that sets no bound.
    public static final long NUMBER_MAX = 1_000_000;

    public Column {
        choices = List.copyOf(choices);
        parts = List.copyOf(parts);
    }

    /// {@return a column that each row has}
    public static Column of(String said, ValueKind kind) {
        return switch (kind) {
            case PERCENT -> new Column(said, kind, List.of(), 0, 100, false, List.of());
            case MINUTES -> new Column(said, kind, List.of(), 1, 1_440, false, List.of());
            default -> new Column(said, kind, List.of(), 0, NUMBER_MAX, false, List.of());
        };
    }

    /// {@return a column of numbers between two bounds}
    public static Column between(String said, ValueKind kind, long from, long to) {
        return new Column(said, kind, List.of(), from, to, false, List.of());
    }

    /// {@return a column with one of a few words}
    public static Column choice(String said, List<String> choices) {
        return new Column(said, ValueKind.CHOICE, choices, 0, 0, false, List.of());
    }

    /// {@return the same, and whether a row may lack it}
    public Column optional(boolean may) {
        return new Column(said, kind, choices, from, to, may, parts);
    }

    /// {@return the same under another name}
    public Column called(String other) {
        return new Column(other, kind, choices, from, to, optional, parts);
    }

    /// {@return its name in the rows of a state}
    public String key() {
        return said.replace(' ', '_').replace('-', '_');
    }
}
