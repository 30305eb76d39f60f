package dev.baltoro.train.pretrain;

import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.data.shard.TokenizerEncoder;
import dev.baltoro.model.K2Config;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The tokenizer that a run's data was made with.
public final class TokenizerOf {
    /// Where `data prepare` keeps it beside the shards.
    public static final String FOLDER = TokenizerEncoder.FOLDER;

    private TokenizerOf() {}

    /// {@return the recipe's tokenizer, or the one kept beside the shards}
    static Optional<Tokenizer> recipe(Recipe recipe, TokenShards shards) throws IOException {
        Path beside = recipe.data().shards().resolve(FOLDER);
        Optional<Path> place =
                recipe.tokenizer()
                        .or(() ->
                                Files.isDirectory(beside) ? Optional.of(beside) : Optional.empty());
        if (place.isEmpty()) {
            return Optional.empty();
        }
        Tokenizer tokenizer = Tokenizer.load(place.get());
        shards.requireTokenizer(tokenizer.id());
        return Optional.of(tokenizer);
    }

    /// {@return `config` with the ids at which this tokenizer begins and ends a text}
    static K2Config ends(Tokenizer tokenizer, K2Config config) {
        Map<String, Object> ids = new HashMap<>();
        tokenizer.specialId(Ends.BEGINNING).ifPresent(id -> ids.put("bos_token_id", (long) id));
        tokenizer.specialId(Ends.DOCUMENT).ifPresent(id -> ids.put("eos_token_id", (long) id));
        return config.withOverrides(ids);
    }
}
