package dev.baltoro.train.step;

/// Where steps get their batches from.
///
/// Resuming means asking for the next step's batch, so a source that is a pure function of the step
/// has no state to keep. One that has, such as a pool of rollouts, must save it with the
/// checkpoint.
@FunctionalInterface
public interface BatchSource {
    /// {@return the batch of the step that follows `stepsDone` steps}
    StepBatch batch(long stepsDone);
}
