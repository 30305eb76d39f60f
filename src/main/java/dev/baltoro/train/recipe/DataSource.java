package dev.baltoro.train.recipe;

import java.nio.file.Path;
import java.util.Map;

/// The text to train on, as token shards.
///
/// @param shards the folder that `data prepare` wrote
/// @param mix weight of each domain in the batches, of any sum; empty means by token count
/// @param documentMask whether attention stays inside a document where several are packed into one
///   sequence
/// @param heldOutTokens tokens of each domain kept from training and measured at every evaluation
public record DataSource(
        Path shards,
        @Default("{}") Map<String, Double> mix,
        @Default("true") boolean documentMask,
        @Default("16384") int heldOutTokens) {
    public DataSource {
        mix.forEach((domain, weight) -> Require.notNegative("mix." + domain, weight));
        Require.that(
                mix.isEmpty() || mix.values().stream().anyMatch(weight -> weight > 0),
                "mix must give some domain a weight above 0");
        Require.notNegative("held_out_tokens", heldOutTokens);
    }
}
