package dev.baltoro.synth.value;

/// A value that the system message puts into its own sentences; requests do not have it.
record Told() implements Slot {
    @Override
    public Value draw(Situation situation, int index) {
        return Value.of("…");
    }
}
