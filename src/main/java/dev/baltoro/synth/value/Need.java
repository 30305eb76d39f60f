package dev.baltoro.synth.value;

/// What the system message has to tell so that a way of saying something is understood.
public final class Need {
    /// Which folders may be used.
    public static final String ROOTS = "roots";

    /// In which folder a file is; the path follows.
    public static final String IN = "in:";

    /// In which folder a file is, and its whole name; the path follows.
    public static final String NAMED = "named:";

    /// That a file has a line; the path, a line feed and the line follow.
    public static final String LINE = "line:";

    /// With which line a file ends; the path, a line feed and the line follow.
    public static final String LAST = "last:";

    /// That an entity is stored; its name follows.
    public static final String ENTITY = "entity:";

    /// An entity and its type; its name follows.
    public static final String TYPE = "type:";

    /// An entity and all that is known about it; its name follows.
    public static final String FACTS = "facts:";

    /// A stored relation; from, type and to follow, with line feeds between.
    public static final String LINK = "link:";

    /// Anything else; the sentence follows.
    public static final String SAYS = "says:";

    private Need() {}
}
