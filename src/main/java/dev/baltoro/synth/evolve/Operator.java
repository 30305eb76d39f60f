package dev.baltoro.synth.evolve;

/// What makes a child of a tool.
public enum Operator {
    /// A new tool from the hierarchy: domain, application, table.
    INVENT,
    /// Another action on the parent's rows.
    EXTEND,
    /// Less is open: a value is held, one column is left, a parameter has to be given.
    SPECIALISE,
    /// More is open: several rows at once, further conditions, an order, a dry run.
    GENERALISE,
    /// Two or more tools in one.
    COMBINE,
    /// The same action on other rows.
    CHANGE_RESOURCE,
    /// The same tool with one more way to fail.
    NEW_FAILURE
}
