package dev.baltoro.synth.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a model reads of a tool, in one of several voices.
public final class Description {
    private Description() {}

    /// {@return one or a few sentences}
    ///
    /// @param where the application that the tool belongs to
    public static String of(Blueprint blueprint, String where, int voice) {
        String what = what(blueprint);
        List<String> sentences = new ArrayList<>();
        switch (voice) {
            case 0 -> sentences.add(NamingStyle.capital(what) + ".");
            case 1 -> {
                sentences.add(thirdPerson(what) + ".");
                sentences.add(returned(blueprint));
            }
            case 2 -> sentences.add("Use this to %s in %s.".formatted(what, where));
            case 3 -> sentences.add(NamingStyle.capital(what) + " (" + where + ")");
            default -> {
                sentences.add(NamingStyle.capital(what) + ".");
                sentences.add(needs(blueprint));
                sentences.add(returned(blueprint));
            }
        }
        blueprint.guards().forEach(guard -> sentences.add(refusal(guard, blueprint.table())));
        sentences.removeIf(String::isEmpty);
        return String.join(" ", sentences);
    }

    /// {@return what it does, beginning with a verb: `create a task`}
    static String what(Blueprint blueprint) {
        TypedTable table = blueprint.table();
        String a = article(table.noun());
        String column = blueprint.detail().replace('_', ' ');
        return switch (blueprint.action()) {
            case CREATE ->
                    "create %s%s".formatted(article("new " + table.noun()), fixed(blueprint));
            case CREATE_MANY -> "create several %s at once".formatted(table.plural());
            case GET -> "get %s by its %s".formatted(a, keyWord(table));
            case GET_MANY -> "get several %s at once".formatted(table.plural());
            case LIST ->
                    "list %s%s".formatted(table.plural(), fixed(blueprint) + filters(blueprint));
            case SEARCH -> "search %s by text%s".formatted(table.plural(), fixed(blueprint));
            case COUNT ->
                    "count the %s%s"
                            .formatted(table.plural(), fixed(blueprint) + filters(blueprint));
            case TOTAL ->
                    "add up the %s of the %s%s".formatted(column, table.plural(), fixed(blueprint));
            case UPDATE -> "change one or more fields of %s".formatted(a);
            case SET ->
                    blueprint.fixed().isEmpty()
                            ? "change the %s of %s".formatted(column, a)
                            : "set the %s of %s to %s"
                                    .formatted(column, a, plainly(blueprint.fixed().getFirst()));
            case DELETE -> "delete " + a;
            case CLEAR ->
                    "delete all %s%s"
                            .formatted(table.plural(), fixed(blueprint) + filters(blueprint));
            case TAG -> "add to the %s of %s".formatted(column, a);
            case UNTAG -> "take away from the %s of %s".formatted(column, a);
            case TRANSFER -> "move some %s from one %s to another".formatted(column, table.noun());
            case ADJUST -> "raise or lower the %s of %s".formatted(column, a);
            case COMPARE -> "compare the %s of two %s".formatted(column, table.plural());
            case MANAGE -> "work on %s: %s".formatted(table.plural(), choices(blueprint));
            case SEQUENCE ->
                    "%s, then %s"
                            .formatted(
                                    what(blueprint.parts().getFirst()),
                                    what(blueprint.parts().getLast()));
            case CONVERT ->
                    "convert %s from one unit to another".formatted(article(blueprint.detail()));
            case COMPUTE -> "compute the " + blueprint.detail();
        };
    }

    private static String choices(Blueprint blueprint) {
        return String.join(", ", blueprint.parts().stream().map(Blueprint::choice).toList());
    }

    /// {@return the values that a specialised tool has, such as ` with status open`}
    private static String fixed(Blueprint blueprint) {
        List<String> values =
                blueprint.fixed().stream()
                        .map(one -> one.column().replace('_', ' ') + " " + plainly(one))
                        .toList();
        return values.isEmpty() ? "" : " with " + String.join(" and ", values);
    }

    private static String plainly(Fixed fixed) {
        return fixed.json().replace("\"", "");
    }

    private static String filters(Blueprint blueprint) {
        List<String> by =
                blueprint.inputs().stream()
                        .filter(input ->
                                switch (input.role()) {
                                    case WHERE, AT_LEAST, AT_MOST -> true;
                                    default -> false;
                                })
                        .map(input -> input.column().said())
                        .distinct()
                        .toList();
        if (by.isEmpty()) {
            return "";
        }
        return blueprint.action() == Action.CLEAR
                ? " of a given " + String.join(" and ", by)
                : ", optionally by " + String.join(", ", by);
    }

    private static String keyWord(TypedTable table) {
        return table.keyForm() == KeyForm.LABEL ? table.label().said() : "id";
    }

    private static String needs(Blueprint blueprint) {
        List<String> needed =
                blueprint.inputs().stream()
                        .filter(ToolInput::required)
                        .map(ToolInput::said)
                        .toList();
        return needed.isEmpty() ? "" : "Needs " + String.join(", ", needed) + ".";
    }

    private static String returned(Blueprint blueprint) {
        String noun = blueprint.table().noun();
        return switch (blueprint.action()) {
            case CREATE ->
                    "Returns the %s with its %s.".formatted(noun, keyWord(blueprint.table()));
            case GET, UPDATE, SET, TAG, UNTAG, ADJUST -> "Returns the %s.".formatted(noun);
            case LIST, SEARCH, GET_MANY, CREATE_MANY ->
                    "Returns the %s.".formatted(blueprint.table().plural());
            case COUNT -> "Returns a number.";
            case TOTAL -> "Returns sum, average and count.";
            case CLEAR -> "Returns how many were deleted.";
            default -> "";
        };
    }

    private static String refusal(Guard guard, TypedTable table) {
        String column = guard.column().replace('_', ' ');
        return switch (guard.kind()) {
            case FULL ->
                    "Fails if there are %s %s already.".formatted(guard.value(), table.plural());
            case UNIQUE -> "Fails if another %s has the same %s.".formatted(table.noun(), column);
            case LOCKED -> "Fails if its %s is %s.".formatted(column, guard.value());
            case CEILING ->
                    "%s may be %s at most."
                            .formatted(
                                    column.isEmpty() ? "The amount" : "The " + column,
                                    guard.value());
            case TOO_MANY -> "Deletes no more than %s at once.".formatted(guard.value());
            case EMPTY -> "Fails if nothing is found.";
        };
    }

    /// {@return `creates a task` for `create a task`}
    private static String thirdPerson(String what) {
        String[] parts = what.split(" ", 2);
        String verb = parts[0];
        String third = verb.endsWith("ch") || verb.endsWith("ss") ? verb + "es" : verb + "s";
        return NamingStyle.capital(third) + " " + parts[1];
    }

    /// {@return a noun with its article}
    static String article(String noun) {
        boolean vowel = "aeio".indexOf(noun.toLowerCase(Locale.ROOT).charAt(0)) >= 0;
        return (vowel ? "an " : "a ") + noun;
    }

    /// {@return what a parameter is, for its schema}
    static String of(ToolInput input, TypedTable table) {
        String noun = table.noun();
        String said = input.column().said();
        return switch (input.role()) {
            case KEY ->
                    "%s of the %s%s"
                            .formatted(NamingStyle.capital(keyWord(table)), noun, example(table));
            case KEYS ->
                    "%ss of the %s".formatted(NamingStyle.capital(keyWord(table)), table.plural());
            case OTHER_KEY ->
                    "%s of the other %s".formatted(NamingStyle.capital(keyWord(table)), noun);
            case VALUE -> NamingStyle.capital(said) + " of the " + noun + form(input.column());
            case WHERE -> "Only %s with this %s".formatted(table.plural(), said);
            case AT_LEAST -> "Smallest or earliest " + said + form(input.column());
            case AT_MOST -> "Largest or latest " + said + form(input.column());
            case QUERY -> "Text to look for";
            case LIMIT -> "Maximum number of %s to return".formatted(table.plural());
            case OFFSET -> "How many to skip";
            case SORT -> "Field to sort by";
            case DESCENDING -> "Largest first";
            case DELTA -> "How much";
            case LABELS -> "Which %s".formatted(said);
            case ITEMS -> "The new " + table.plural();
            case CHOOSE -> "What to do";
            case DRY_RUN -> "Only say what would be done";
            case TERM -> NamingStyle.capital(input.said());
            case FROM_UNIT -> "Unit of the value";
            case TO_UNIT -> "Unit that is wanted";
        };
    }

    private static String example(TypedTable table) {
        return table.keyForm() == KeyForm.CODE ? ", such as " + table.prefix() + "-104" : "";
    }

    private static String form(Column column) {
        return switch (column.kind()) {
            case DATE -> " (YYYY-MM-DD)";
            case TIME -> " (HH:MM)";
            case MOMENT -> " (YYYY-MM-DDTHH:MM)";
            case LANGUAGE -> " (two letters)";
            case CURRENCY -> " (three letters)";
            default -> "";
        };
    }
}
