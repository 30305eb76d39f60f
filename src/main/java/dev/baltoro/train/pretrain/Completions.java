package dev.baltoro.train.pretrain;

import dev.baltoro.model.Generation;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Sampling;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.Arrays;

/// Samples of what a model writes, as text.
public final class Completions {
    /// Cool enough that a young model stays on its likeliest words.
    private static final double TEMPERATURE = 0.4;

    private static final int TOP_K = 40;

    private final K2Model model;
    private final Tokenizer tokenizer;

    /// @param tokenizer the one the model was trained with
    public Completions(K2Model model, Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /// {@return what the model writes after `prompt`, up to the end of the document}
    public String complete(String prompt, int tokens, long seed) {
        long[] ids = Arrays.stream(tokenizer.encode(prompt)).asLongStream().toArray();
        int end = model.config().eosTokenId().orElse(-1);
        long[] written =
                Generation.of(model)
                        .below(tokenizer.vocabSize())
                        .complete(
                                ids,
                                tokens,
                                new Sampling(TEMPERATURE, TOP_K, 1, seed),
                                id -> id != end);
        return tokenizer.decode(
                Arrays.stream(written).filter(id -> id != end).mapToInt(id -> (int) id).toArray());
    }
}
