package dev.baltoro.synth.request;

/// Which of the patterns a writer uses. About one in ten is kept from training, so that there is
/// something to measure on that a model has not met.
public enum Phrases {
    TRAIN,
    HELD_OUT,
    ALL;

    boolean has(Saying sentence) {
        return switch (this) {
            case TRAIN -> !sentence.heldOut();
            case HELD_OUT -> sentence.heldOut();
            case ALL -> true;
        };
    }
}
