package dev.baltoro.cli;

import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Presets;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Writes a folder with a tiny random model that has a chat's tokens.
public final class TinyFolder {
    public static final int CONTEXT = 2048;

    private TinyFolder() {}

    public static void write(Path folder) throws IOException {
        write(folder, new Seed(3));
    }

    /// @param seed of its weights
    public static void write(Path folder, Seed seed) throws IOException {
        TinyChat.TOKENIZER.save(folder);
        K2Config config =
                Presets.named("nano")
                        .withOverrides(
                                Map.of(
                                        "vocab_size", TinyChat.TOKENIZER.vocabSize(),
                                        "hidden_size", 32,
                                        "intermediate_size", 32,
                                        "moe_intermediate_size", 16,
                                        "num_hidden_layers", 2,
                                        "n_routed_experts", 4,
                                        "max_position_embeddings", CONTEXT,
                                        "eos_token_id",
                                                TinyChat.TOKENIZER.requireSpecialId("[EOS]")));
        try (K2Model model = K2Model.random(config, seed, DType.F32)) {
            HuggingFaceExport.write(
                    folder,
                    config,
                    model.weights(),
                    DType.F32,
                    SafetensorsFolder.DEFAULT_SHARD_BYTES);
        }
    }
}
