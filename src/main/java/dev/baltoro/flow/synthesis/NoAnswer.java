package dev.baltoro.flow.synthesis;

/// A model that a run needs cannot be asked now, so the run stops; begun again, it goes on.
public final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 2;

    private final boolean offline;

    private NoAnswer(String why, boolean offline) {
        super(why);
        this.offline = offline;
    }

    /// {@return that a model cannot be asked}
    static NoAnswer of(String why) {
        return new NoAnswer(
                why + "; what was answered is kept, and the same command goes on", false);
    }

    /// {@return that a model may not be asked, and that the journal lacks its answer}
    static NoAnswer offline(String why) {
        return new NoAnswer(why, true);
    }

    /// {@return whether other conversations may do without what this one lacks}
    boolean isOffline() {
        return offline;
    }
}
