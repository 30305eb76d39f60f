package dev.baltoro.train.pretrain;

import dev.baltoro.data.shard.DatasetManifest;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.io.Sums;
import dev.baltoro.train.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run learns from, so that other data under the same path is noticed.
///
/// @param tokenizer id of the tokenizer that made the tokens
/// @param domains for each domain that is trained on, its tokens and a hash of its shards' hashes
record DataIdentity(String tokenizer, Map<String, String> domains) {

    static DataIdentity of(Recipe recipe, TokenShards shards) {
        Map<String, String> domains = new TreeMap<>();
        for (String name : Contexts.mix(recipe, shards).keySet()) {
            DatasetManifest.Split train = shards.manifest().domain(name).train();
            String hashes =
                    train.shards().stream()
                            .map(DatasetManifest.Shard::sha256)
                            .collect(Collectors.joining("\n"));
            String hash = Sums.sha256(hashes.getBytes(StandardCharsets.UTF_8));
            domains.put(name, "%,d tokens (%s)".formatted(train.tokens(), hash.substring(0, 12)));
        }
        return new DataIdentity(shards.manifest().tokenizer(), domains);
    }
}
