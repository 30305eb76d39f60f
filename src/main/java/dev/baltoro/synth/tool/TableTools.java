package dev.baltoro.synth.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/// The tools that a table asks for, drawn as one house writes them: the lowest level of the
/// hierarchy.
final class TableTools {
    private final House house;
    private final TypedTable table;
    private final String where;
    private final SplittableRandom random;
    private final List<Blueprint> made = new ArrayList<>();

    private TableTools(
            SplittableRandom random, House house, Application application, TypedTable table) {
        this.random = random;
        this.house = house;
        this.table = house.keyed(table);
        this.where = application.name();
    }

    /// {@return all tools over one table, in the order of the actions}
    static List<Blueprint> of(
            SplittableRandom random, House house, Application application, TypedTable table) {
        TableTools tools = new TableTools(random, house, application, table);
        tools.rows();
        tools.several();
        tools.changes();
        tools.amounts();
        return tools.made;
    }

    /// {@return tools that compute, and need no table}
    static List<Blueprint> computing(
            SplittableRandom random, House house, Application application) {
        TableTools tools =
                new TableTools(random, house, application, application.tables().getFirst());
        tools.computing();
        return tools.made;
    }

    private void rows() {
        add(Action.CREATE, "", values(false), "");
        add(Action.GET, "", List.of(key()), "");
        List<ToolInput> changes = new ArrayList<>(List.of(key()));
        changes.addAll(values(true));
        add(Action.UPDATE, "", changes, "");
        add(Action.DELETE, "", List.of(key()), "");
    }

    private void several() {
        List<ToolInput> listed = new ArrayList<>(filters(3));
        listed.add(limit());
        add(Action.LIST, "", listed, "");
        add(
                Action.SEARCH,
                "",
                List.of(
                        ToolInput.required(
                                WordLists.one(
                                        random,
                                        List.of("query", "text", "term", "search term", "q")),
                                Role.QUERY,
                                Column.of("query", ValueKind.TITLE)),
                        limit()),
                "");
        add(Action.COUNT, "", filters(2), "");
        Column items = rows("items");
        add(
                Action.CREATE_MANY,
                "",
                List.of(ToolInput.required(table.plural(), Role.ITEMS, items)),
                "");
        String keys = table.keyForm() == KeyForm.LABEL ? table.label().said() + "s" : "ids";
        ValueKind kind = table.keyForm() == KeyForm.NUMBER ? ValueKind.NUMBERS : ValueKind.TAGS;
        add(
                Action.GET_MANY,
                "",
                List.of(ToolInput.required(keys, Role.KEYS, Column.of(keys, kind))),
                "");
        columns(column -> column.kind() == ValueKind.CHOICE).stream()
                .findFirst()
                .ifPresent(column ->
                        add(
                                Action.CLEAR,
                                "",
                                List.of(ToolInput.required(column.said(), Role.WHERE, column)),
                                ""));
    }

    private void changes() {
        for (Column column : table.columns().subList(1, table.columns().size())) {
            boolean worth =
                    switch (column.kind()) {
                        case CHOICE, DATE, MOMENT, NAME, FLAG, NOTE, PERCENT, ADDRESS -> true;
                        default -> random.nextInt(3) == 0;
                    };
            if (column.kind() == ValueKind.TAGS) {
                ToolInput labels =
                        ToolInput.required(column.said(), Role.LABELS, column.optional(false));
                add(Action.TAG, column.said(), List.of(key(), labels), column.key());
                add(Action.UNTAG, column.said(), List.of(key(), labels), column.key());
            } else if (worth) {
                ToolInput value = ToolInput.required(changed(column), Role.VALUE, column);
                add(Action.SET, column.said(), List.of(key(), value), column.key());
            }
        }
    }

    private void amounts() {
        List<Column> numbers =
                columns(column -> column.kind().isNumber() && column.kind() != ValueKind.PERCENT);
        for (Column column : numbers) {
            add(Action.TOTAL, column.said(), filters(1), column.key());
            ToolInput delta =
                    ToolInput.required(
                            WordLists.one(random, List.of("amount", "by", "change", "delta")),
                            Role.DELTA,
                            new Column(
                                    "amount",
                                    column.kind(),
                                    List.of(),
                                    -Column.NUMBER_MAX,
                                    Column.NUMBER_MAX,
                                    false,
                                    List.of()));
            add(Action.ADJUST, column.said(), List.of(key(), delta), column.key());
            boolean keyed = table.keyForm() == KeyForm.LABEL;
            Column other = table.idColumn();
            ToolInput from =
                    ToolInput.required("from " + (keyed ? table.noun() : "id"), Role.KEY, other);
            ToolInput to =
                    ToolInput.required(
                            "to " + (keyed ? table.noun() : "id"), Role.OTHER_KEY, other);
            if (column.from() == 0) {
                ToolInput moved =
                        ToolInput.required(
                                column.said(), Role.DELTA, Column.of("amount", column.kind()));
                add(Action.TRANSFER, column.said(), List.of(from, to, moved), column.key());
            }
            ToolInput first =
                    ToolInput.required("first " + (keyed ? table.noun() : "id"), Role.KEY, other);
            ToolInput second =
                    ToolInput.required(
                            "second " + (keyed ? table.noun() : "id"), Role.OTHER_KEY, other);
            add(Action.COMPARE, column.said(), List.of(first, second), column.key());
        }
    }

    private void computing() {
        Quantity quantity = WordLists.one(random, Quantity.all());
        List<String> units = List.copyOf(quantity.units().keySet());
        String value = WordLists.one(random, List.of("value", "amount", "number"));
        add(
                Action.CONVERT,
                quantity.name(),
                List.of(
                        ToolInput.required(value, Role.TERM, Column.of(value, ValueKind.AMOUNT)),
                        ToolInput.required(
                                "from unit", Role.FROM_UNIT, Column.choice("from unit", units)),
                        ToolInput.required(
                                "to unit", Role.TO_UNIT, Column.choice("to unit", units))),
                quantity.name());
        Formula formula = WordLists.one(random, Formula.all());
        List<ToolInput> terms =
                formula.terms().stream()
                        .map(term -> ToolInput.required(term.said(), Role.TERM, term))
                        .toList();
        add(Action.COMPUTE, formula.name(), terms, formula.name());
    }

    /// Adds a tool, if no parameter would have another one's name.
    private void add(Action action, String rest, List<ToolInput> inputs, String detail) {
        long names = inputs.stream().map(ToolInput::said).distinct().count();
        if (names < inputs.size()) {
            return;
        }
        boolean pure = action == Action.CONVERT || action == Action.COMPUTE;
        List<String> verbs = table.verbs().getOrDefault(action, List.of());
        String verb =
                random.nextInt(10) < 7 && !verbs.isEmpty()
                        ? WordLists.one(random, verbs)
                        : WordLists.one(
                                random,
                                action.verbs().subList(0, Math.min(4, action.verbs().size())));
        String noun = pure ? rest : action.isOfMany() ? table.plural() : table.noun();
        Blueprint bare =
                new Blueprint(
                        house.words(verb, noun, pure ? "" : rest),
                        house.style(),
                        "",
                        action,
                        table,
                        inputs,
                        List.of(),
                        List.of(),
                        List.of(),
                        detail);
        made.add(bare.named(bare.words(), Description.of(bare, where, house.voice())));
    }

    private ToolInput key() {
        Column column = table.idColumn();
        boolean bare = table.keyForm() != KeyForm.LABEL && house.voice() % 2 == 0;
        return ToolInput.required(bare ? TypedTable.ID : column.said(), Role.KEY, column);
    }

    /// {@return the columns as values that a call sets}
    ///
    /// @param change whether a row is changed: then all may be left out, and a key is no value
    private List<ToolInput> values(boolean change) {
        List<ToolInput> values = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean isKey = table.keyForm() == KeyForm.LABEL && column.equals(table.label());
            if (change && isKey || column.optional() && random.nextInt(4) == 0) {
                continue;
            }
            ToolInput value =
                    new ToolInput(
                            column.said(), Role.VALUE, column, !change && !column.optional(), "");
            boolean starts = !change && column.optional() && column.kind() == ValueKind.CHOICE;
            values.add(
                    starts && random.nextBoolean()
                            ? value.or(json(column.choices().getFirst()))
                            : value);
        }
        return values;
    }

    private static String json(String text) {
        return JsonMapper.shared().valueToTree(text).toString();
    }

    private Column rows(String said) {
        return new Column(said, ValueKind.OBJECTS, List.of(), 0, 0, false, table.columns());
    }

    private List<Column> columns(Predicate<Column> which) {
        return table.columns().stream().filter(which).toList();
    }

    /// {@return up to some conditions on rows, all of which a call may leave out}
    private List<ToolInput> filters(int most) {
        List<ToolInput> filters = new ArrayList<>();
        for (Column column : table.columns()) {
            if (filters.size() >= most || random.nextInt(3) == 0) {
                continue;
            }
            Column always = column.optional(false);
            switch (column.kind()) {
                case CHOICE, FLAG ->
                        filters.add(ToolInput.optional(column.said(), Role.WHERE, always));
                case NAME -> filters.add(ToolInput.optional(column.said(), Role.WHERE, always));
                case DATE, MOMENT ->
                        filters.add(
                                random.nextBoolean()
                                        ? ToolInput.optional(
                                                column.said() + " from", Role.AT_LEAST, always)
                                        : ToolInput.optional(
                                                column.said() + " until", Role.AT_MOST, always));
                case AMOUNT ->
                        filters.add(
                                random.nextBoolean()
                                        ? ToolInput.optional(
                                                "min " + column.said(), Role.AT_LEAST, always)
                                        : ToolInput.optional(
                                                "max " + column.said(), Role.AT_MOST, always));
                default -> {}
            }
        }
        return filters;
    }

    private ToolInput limit() {
        String said =
                WordLists.one(
                        random, List.of("limit", "limit", "max results", "count", "page size"));
        return ToolInput.optional(
                        said, Role.LIMIT, Column.between("limit", ValueKind.COUNT, 1, 100))
                .or(WordLists.one(random, List.of("10", "20", "50", "25")));
    }

    private String changed(Column column) {
        return house.voice() == 1 && column.kind() != ValueKind.FLAG
                ? "new " + column.said()
                : column.said();
    }
}
