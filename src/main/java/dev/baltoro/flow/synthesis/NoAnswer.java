package dev.baltoro.flow.synthesis;

/// A model that a run needs cannot be asked now, so the run stops; begun again, it goes on.
public final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAnswer(String why, Throwable cause) {
        super(why + "; the same command goes on where this one stopped", cause);
    }
}
