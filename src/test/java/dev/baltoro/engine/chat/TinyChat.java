package dev.baltoro.engine.chat;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A chat engine over a tiny random model, with a vocabulary trained on a few lines.
///
/// The model has more rows than the tokenizer has ids, as published models do.
public final class TinyChat implements AutoCloseable {
    public static final Tokenizer TOKENIZER =
            new BpeTrainer(BpeTrainer.VOCAB_SIZE_MIN + 100, 1, BpeTrainer.Progress.SILENT)
                    .train(
                            List.of(
                                            "{\"city\": \"Paris\", \"unit\": \"celsius\"}",
                                            "{\"city\": \"Zürich\", \"days\": 3, \"ok\": true}",
                                            "functions.get_weather:0 functions.search:1",
                                            "The glacier leads up to the mountain. Grüße! 日本語 🏔")
                                    .iterator());

    private static final int CONTEXT = 16_384;

    private final K2Model model;
    private final ChatEngine chat;

    public TinyChat(long seed) {
        K2Config config =
                Presets.named("nano")
                        .withOverrides(
                                Map.of(
                                        "vocab_size", TOKENIZER.vocabSize() + 24,
                                        "hidden_size", 32,
                                        "intermediate_size", 32,
                                        "moe_intermediate_size", 16,
                                        "num_hidden_layers", 2,
                                        "n_routed_experts", 4,
                                        "max_position_embeddings", CONTEXT));
        model = K2Model.random(config, new Seed(seed), DType.F32);
        Engine engine =
                Engine.open(
                        model,
                        Optional.of(TOKENIZER),
                        EngineOptions.standard().withThreads(1).withCacheTokens(8 * CONTEXT));
        chat =
                new ChatEngine(
                        engine,
                        TOKENIZER,
                        new ChatEncoder(TOKENIZER, ChatTemplate.K2),
                        "tiny",
                        new GenerationDefaults(
                                Set.of(TOKENIZER.requireSpecialId("[EOS]")),
                                SamplingParameters.DEFAULT));
    }

    public ChatEngine chat() {
        return chat;
    }

    @Override
    public void close() {
        chat.engine().close();
        model.close();
    }
}
