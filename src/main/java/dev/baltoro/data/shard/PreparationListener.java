package dev.baltoro.data.shard;

/// Is told how far a preparation has come.
@FunctionalInterface
public interface PreparationListener {
    /// Called after each document, by one thread.
    void progress(String domain, long documents, long tokens);

    /// A listener that does not listen.
    static PreparationListener silent() {
        return (_, _, _) -> {};
    }
}
