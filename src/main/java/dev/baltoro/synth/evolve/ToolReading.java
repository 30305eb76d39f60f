package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.Column;
import dev.baltoro.synth.tool.Fixed;
import dev.baltoro.synth.tool.KeyForm;
import dev.baltoro.synth.tool.NamingStyle;
import dev.baltoro.synth.tool.Role;
import dev.baltoro.synth.tool.ToolInput;
import dev.baltoro.synth.tool.TypedTable;
import dev.baltoro.synth.tool.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What one tool's name and parameters say: verb, noun, columns.
///
/// @param seed the tool
/// @param words of its name
/// @param verb the word that says what it does
/// @param action what that is
/// @param noun what it does that to, in the singular
/// @param parameters by name
record ToolReading(
        SeedTool seed,
        List<String> words,
        String verb,
        Action action,
        String noun,
        Map<String, Column> parameters) {
    private static final int NOUN_WORDS_MAX = 3;
    private static final Set<String> ENDS =
            Set.of("by", "for", "from", "in", "with", "to", "of", "on", "at", "and", "or", "as");
    private static final Set<String> EMPTY_WORDS =
            Set.of(
                    "the",
                    "a",
                    "an",
                    "all",
                    "my",
                    "your",
                    "tool",
                    "api",
                    "multiple",
                    "bulk",
                    "batch",
                    "mcp");
    private static final Set<String> QUERIES =
            Set.of(
                    "query",
                    "q",
                    "search",
                    "keyword",
                    "keywords",
                    "term",
                    "text",
                    "search term",
                    "search query");
    private static final Set<String> LIMITS =
            Set.of(
                    "limit",
                    "max results",
                    "count",
                    "per page",
                    "page size",
                    "max",
                    "top k",
                    "size",
                    "first",
                    "max items");
    private static final Set<String> OFFSETS = Set.of("offset", "page", "skip", "start index");

    /// Parameters that say nothing of a row.
    private static final Set<String> ASIDE =
            Set.of(
                    "cursor",
                    "sort",
                    "sort by",
                    "order",
                    "order by",
                    "timeout",
                    "access token",
                    "api key",
                    "token",
                    "format",
                    "fields",
                    "include",
                    "verbose",
                    "params");

    private static final List<ValueKind> KEY_KINDS =
            List.of(
                    ValueKind.CODE,
                    ValueKind.TITLE,
                    ValueKind.NAME,
                    ValueKind.COUNT,
                    ValueKind.PATH,
                    ValueKind.URL,
                    ValueKind.NOTE);

    /// {@return what is said; empty if no word of the name is a verb that is known}
    static Optional<ToolReading> of(SeedTool seed) {
        List<String> words = NameWords.of(seed.name());
        for (int i = 0; i < words.size(); i++) {
            Optional<Action> action = Verbs.action(words.get(i));
            if (action.isPresent()) {
                return Optional.of(
                        new ToolReading(
                                seed,
                                words,
                                words.get(i),
                                action.get(),
                                noun(seed, words, i),
                                parameters(seed)));
            }
        }
        return Optional.empty();
    }

    private static String noun(SeedTool seed, List<String> words, int verb) {
        List<String> noun = new ArrayList<>();
        for (String word : words.subList(verb + 1, words.size())) {
            if (ENDS.contains(word) && !noun.isEmpty()) {
                break;
            }
            if (!ENDS.contains(word) && !EMPTY_WORDS.contains(word)) {
                noun.add(word);
            }
        }
        if (noun.isEmpty()) {
            noun.addAll(
                    words.subList(0, verb).stream()
                            .filter(word -> !EMPTY_WORDS.contains(word))
                            .toList());
        }
        if (noun.isEmpty()) {
            List<String> server = NameWords.of(seed.server());
            noun.add(server.isEmpty() ? "record" : server.getLast());
        }
        List<String> last = noun.subList(Math.max(0, noun.size() - NOUN_WORDS_MAX), noun.size());
        List<String> singular = new ArrayList<>(last);
        singular.set(last.size() - 1, NameWords.singular(last.getLast()));
        return String.join(" ", singular);
    }

    private static Map<String, Column> parameters(SeedTool seed) {
        Set<String> required =
                seed.schema()
                        .path("required")
                        .valueStream()
                        .map(one -> one.asString(""))
                        .collect(Collectors.toSet());
        Map<String, Column> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : seed.schema().path("properties").properties()) {
            ReadColumn.of(one.getKey(), one.getValue())
                    .map(column -> column.optional(!required.contains(one.getKey())))
                    .filter(column ->
                            parameters.values().stream()
                                    .noneMatch(other -> other.key().equals(column.key())))
                    .ifPresent(column -> parameters.put(one.getKey(), column));
        }
        return parameters;
    }

    /// {@return the parameters that a row of the noun may have}
    List<Column> columns() {
        return parameters.values().stream()
                .filter(column -> !isMeta(column.said()))
                .filter(column ->
                        !column.said().equals("id") && !column.said().equals(noun + " id"))
                .map(column -> column.optional(true))
                .toList();
    }

    private static boolean isMeta(String said) {
        return QUERIES.contains(said)
                || LIMITS.contains(said)
                || OFFSETS.contains(said)
                || ASIDE.contains(said);
    }

    /// {@return the tool over a table with columns that are known of its noun; empty if its
    /// parameters do not fit what it does}
    Optional<Blueprint> blueprint(List<Column> known) {
        Optional<Column> key = key();
        Action does = action == Action.GET && key.isEmpty() ? Action.LIST : action;
        TypedTable table = table(known, key, does);
        List<ToolInput> inputs = inputs(does, key, table);
        List<Fixed> fixed = new ArrayList<>();
        Optional<String> state = Verbs.state(verb);
        if (state.isPresent()) {
            fixed.add(new Fixed(Role.VALUE, "state", "\"" + state.get() + "\""));
            inputs.removeIf(input -> input.column().key().equals("state"));
        }
        boolean fits =
                switch (does) {
                    case UPDATE -> key.isPresent() && inputs.size() > 1;
                    case SET, DELETE, GET -> key.isPresent();
                    case SEARCH -> inputs.stream().anyMatch(input -> input.role() == Role.QUERY);
                    case CLEAR -> true;
                    default -> true;
                };
        return fits
                ? Optional.of(
                        new Blueprint(
                                words,
                                style(),
                                seed.description(),
                                does,
                                table,
                                inputs,
                                fixed,
                                List.of(),
                                List.of(),
                                does == Action.SET ? "state" : ""))
                : Optional.empty();
    }

    private NamingStyle style() {
        String name = seed.name();
        if (name.contains("_")) {
            return NamingStyle.SNAKE;
        }
        if (name.contains("-")) {
            return NamingStyle.KEBAB;
        }
        return Character.isUpperCase(name.charAt(0)) ? NamingStyle.PASCAL : NamingStyle.CAMEL;
    }

    /// {@return the parameter that says which row is meant: an identifier, else the first that is
    /// required}
    private Optional<Column> key() {
        return switch (action) {
            case GET, UPDATE, SET, DELETE -> {
                List<Column> required =
                        parameters.values().stream()
                                .filter(column ->
                                        !column.optional() && KEY_KINDS.contains(column.kind()))
                                .toList();
                yield required.stream()
                        .filter(column ->
                                column.said().endsWith("id") || column.said().equals(noun))
                        .findFirst()
                        .or(() -> required.stream().findFirst());
            }
            default -> Optional.empty();
        };
    }

    private TypedTable table(List<Column> known, Optional<Column> key, Action does) {
        List<Column> columns = new ArrayList<>();
        KeyForm form = KeyForm.CODE;
        if (key.isPresent()) {
            boolean id = key.get().said().endsWith("id");
            form =
                    id
                            ? (key.get().kind() == ValueKind.COUNT ? KeyForm.NUMBER : KeyForm.CODE)
                            : KeyForm.LABEL;
            if (form == KeyForm.LABEL) {
                columns.add(key.get().optional(false));
            }
        }
        Optional<Column> keyed = key;
        known.stream()
                .filter(column -> keyed.isEmpty() || !column.key().equals(keyed.get().key()))
                .forEach(columns::add);
        if (columns.stream().noneMatch(column -> column.kind().isText())) {
            boolean labelled = form == KeyForm.LABEL; // the key stays the first column
            columns.add(labelled ? 1 : 0, Column.of("name", ValueKind.TITLE).optional(labelled));
        }
        Optional<String> state = Verbs.state(verb);
        if (state.isPresent() && does == Action.SET) {
            columns.removeIf(column -> column.key().equals("state"));
            columns.add(Column.choice("state", List.of("open", state.get())).optional(true));
        }
        String[] words = noun.split(" ", -1);
        String letters = noun.replaceAll("[^a-z]", "");
        String prefix = (letters + "row").substring(0, 3).toUpperCase(Locale.ROOT);
        words[words.length - 1] = NameWords.plural(words[words.length - 1]);
        return new TypedTable(noun, String.join(" ", words), prefix, form, columns, Map.of());
    }

    private List<ToolInput> inputs(Action does, Optional<Column> key, TypedTable table) {
        List<ToolInput> inputs = new ArrayList<>();
        boolean asked = false;
        for (Column column : parameters.values()) {
            boolean needed = !column.optional();
            String said = column.said();
            if (key.isPresent() && column.equals(key.get())) {
                inputs.add(new ToolInput(said, Role.KEY, table.idColumn(), true, ""));
            } else if (!asked
                    && (does == Action.SEARCH || does == Action.LIST)
                    && QUERIES.contains(said)) {
                asked = true;
                inputs.add(
                        new ToolInput(
                                said, Role.QUERY, Column.of(said, ValueKind.TITLE), needed, ""));
            } else if (does == Action.LIST || does == Action.SEARCH) {
                reading(column, needed, table).ifPresent(inputs::add);
            } else if (does == Action.CREATE || does == Action.UPDATE) {
                table.column(column.key())
                        .ifPresent(known ->
                                inputs.add(new ToolInput(said, Role.VALUE, known, needed, "")));
            }
        }
        return inputs;
    }

    private static Optional<ToolInput> reading(Column column, boolean needed, TypedTable table) {
        String said = column.said();
        if (LIMITS.contains(said) && column.kind().isNumber()) {
            return Optional.of(
                    new ToolInput(
                            said,
                            Role.LIMIT,
                            Column.between(said, ValueKind.COUNT, 1, 100),
                            needed,
                            ""));
        }
        if (OFFSETS.contains(said) && column.kind().isNumber()) {
            return Optional.of(
                    new ToolInput(
                            said,
                            Role.OFFSET,
                            Column.between(said, ValueKind.COUNT, 0, 100),
                            needed,
                            ""));
        }
        return table.column(column.key())
                .map(known -> new ToolInput(said, Role.WHERE, known.optional(false), needed, ""));
    }
}
