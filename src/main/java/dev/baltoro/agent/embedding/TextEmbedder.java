package dev.baltoro.agent.embedding;

/// Gives each text a vector. Any number of threads may call.
public interface TextEmbedder extends AutoCloseable {
    /// {@return what made the vectors; vectors of different models cannot be compared}
    String id();

    /// {@return the length of each vector}
    int dimensions();

    /// {@return the vector of `text`, of length 1; it depends on nothing but the text}
    float[] embed(String text);

    @Override
    void close();
}
