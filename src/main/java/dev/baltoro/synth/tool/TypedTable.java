package dev.baltoro.synth.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table of a world: rows of one kind of thing.
///
/// @param noun one row, as people say it
/// @param plural several
/// @param prefix of the codes that it gives
/// @param keyForm how its rows are told apart
/// @param columns the first one is what rows are called by
/// @param verbs other verbs than the usual ones, by action
public record TypedTable(
        String noun,
        String plural,
        String prefix,
        KeyForm keyForm,
        List<Column> columns,
        Map<Action, List<String>> verbs) {
    /// A row's key, where the table gives it.
    static final String ID = "id";

    public TypedTable {
        columns = List.copyOf(columns);
        verbs = Map.copyOf(verbs);
    }

    /// {@return its name in a state}
    public String key() {
        return plural.replace(' ', '_').replace('-', '_');
    }

    /// {@return the column by which rows are called}
    public Column label() {
        return columns.getFirst();
    }

    /// {@return where a row has what tells it apart}
    public String idKey() {
        return keyForm == KeyForm.LABEL ? label().key() : ID;
    }

    /// {@return the column of the keys, named as a parameter would be}
    public Column idColumn() {
        return switch (keyForm) {
            case CODE -> Column.of(noun + " id", ValueKind.CODE);
            case NUMBER -> Column.between(noun + " id", ValueKind.COUNT, 1, Column.NUMBER_MAX);
            case LABEL -> label().optional(false);
        };
    }

    /// {@return the same with its rows told apart otherwise}
    public TypedTable keyed(KeyForm form) {
        return new TypedTable(noun, plural, prefix, form, columns, verbs);
    }

    /// {@return the same with other columns}
    public TypedTable with(List<Column> others) {
        return new TypedTable(noun, plural, prefix, keyForm, others, verbs);
    }

    /// {@return a column by its name in a state}
    public Optional<Column> column(String key) {
        return columns.stream().filter(one -> one.key().equals(key)).findFirst();
    }
}
