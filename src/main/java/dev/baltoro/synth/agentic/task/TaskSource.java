package dev.baltoro.synth.agentic.task;

/// Tasks without number, each a pure function of its index.
@FunctionalInterface
public interface TaskSource {
    /// {@return a task}
    ///
    /// @param index from 0
    AgentTask task(long index);
}
