package dev.baltoro.synth.tool;

import java.util.List;

/// What a tool does with the rows of its table.
public enum Action {
    CREATE(true, "create", "add", "make", "register", "insert", "new"),
    CREATE_MANY(true, "bulk create", "batch add", "import", "add multiple"),
    GET(false, "get", "show", "fetch", "retrieve", "view", "look up", "describe"),
    GET_MANY(false, "batch get", "get multiple", "fetch many"),
    LIST(false, "list", "get all", "show", "browse", "enumerate", "fetch"),
    SEARCH(false, "search", "find", "query", "filter", "look for"),
    COUNT(false, "count", "tally", "number of"),
    TOTAL(false, "total", "sum", "summarize", "aggregate"),
    /// Changes any of several columns of a row.
    UPDATE(true, "update", "edit", "modify", "change", "patch"),
    /// Changes one column of a row.
    SET(true, "set", "change", "update", "adjust"),
    DELETE(true, "delete", "remove", "erase", "discard"),
    /// Deletes all rows that have a value.
    CLEAR(true, "clear", "purge", "delete all", "remove all"),
    /// Adds to a list in a row.
    TAG(true, "add", "attach", "append"),
    UNTAG(true, "remove", "detach", "strip"),
    /// Moves an amount from one row to another; their sum stays.
    TRANSFER(true, "transfer", "move", "shift"),
    /// Adds to a number of a row, or takes away from it.
    ADJUST(true, "adjust", "increase", "change", "correct"),
    COMPARE(false, "compare", "diff", "contrast"),
    /// Several of these, one of which a parameter chooses.
    MANAGE(true, "manage", "handle", "run"),
    /// Two of these, one after the other; both or neither.
    SEQUENCE(true, "process", "handle"),
    /// A number in another unit.
    CONVERT(false, "convert"),
    /// A number computed from others.
    COMPUTE(false, "calculate", "compute", "estimate", "work out");

    private final boolean changes;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> verbs;

    Action(boolean changes, String... verbs) {
        this.changes = changes;
        this.verbs = List.of(verbs);
    }

    /// {@return whether it may change the world}
    public boolean changes() {
        return changes;
    }

    /// {@return verbs for it in tools' names, the plainest first}
    public List<String> verbs() {
        return verbs;
    }

    /// {@return whether its name has the noun of several rows}
    public boolean isOfMany() {
        return switch (this) {
            case CREATE_MANY, GET_MANY, LIST, SEARCH, COUNT, TOTAL, CLEAR, COMPARE, MANAGE -> true;
            default -> false;
        };
    }
}
