package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Value;

/// What stands for a value that an earlier call gives back.
///
/// A number, since it fits arguments of numbers and of texts; no other slot draws it.
public final class GivenValue {
    /// The number.
    public static final int NUMBER = 748_213;

    static final Value VALUE = Value.of(NUMBER);

    private GivenValue() {}
}
