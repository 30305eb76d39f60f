package dev.baltoro.model;

import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.kernel.Rotary;

/// What every layer of one forward pass shares.
///
/// @param tape remembers the way back, or does not
/// @param batch the tokens
/// @param positions each token's position in its row
/// @param rotary angles of all positions
/// @param telemetry what the pass reports
/// @param balanceWeight weight of one row's sequence-wise balance loss; 0 turns it off
/// @param memory where latents are left and found
record Pass(
        Tape tape,
        TokenBatch batch,
        int[] positions,
        Rotary rotary,
        Telemetry telemetry,
        double balanceWeight,
        LatentMemory memory) {

    /// {@return this pass on another tape, reporting elsewhere}
    Pass with(Tape otherTape, Telemetry otherTelemetry) {
        return new Pass(otherTape, batch, positions, rotary, otherTelemetry, balanceWeight, memory);
    }
}
