package dev.baltoro.rl.loop;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.data.sample.PackedSampler;
import dev.baltoro.data.sample.Packing;
import dev.baltoro.data.sample.UnigramEntropy;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.rl.recipe.ObjectiveSettings.Ptx;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.step.TrainingStep;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Pretraining or SFT text beside the rollouts: some rows a step against forgetting, and held-out
/// rows in which forgetting is measured.
final class TextBeside implements AutoCloseable {
    private final Ptx settings;
    private final TokenShards shards;
    private final PackedSampler sampler;
    private final int rows;

    private TextBeside(Ptx settings, TokenShards shards, PackedSampler sampler, int rows) {
        this.settings = settings;
        this.shards = shards;
        this.sampler = sampler;
        this.rows = rows;
    }

    /// {@return the text of a recipe, if it has any}
    ///
    /// @param rowTokens tokens of a row
    /// @throws dev.baltoro.data.DataException if it was made with another tokenizer
    static Optional<TextBeside> open(Ptx settings, Tokenizer tokenizer, int rowTokens, long seed)
            throws IOException {
        if (settings.shards().isEmpty()) {
            return Optional.empty();
        }
        TokenShards shards = TokenShards.open(settings.shards().get());
        try {
            shards.requireTokenizer(tokenizer.id());
            Map<String, Double> mix = new TreeMap<>(settings.mix());
            if (mix.isEmpty()) {
                for (String domain : shards.domains()) {
                    mix.put(domain, (double) shards.manifest().domain(domain).train().tokens());
                }
            }
            PackedSampler sampler =
                    new PackedSampler(shards, mix, rowTokens, seed, Packing.DOCUMENT_MASKED);
            int rows = Math.ceilDiv(settings.tokens(), rowTokens);
            return Optional.of(new TextBeside(settings, shards, sampler, rows));
        } catch (RuntimeException e) {
            shards.close();
            throw e;
        }
    }

    /// {@return the rows of an iteration, a function of its number; none where the weight is 0}
    Optional<PackedBatch> rows(long iteration) {
        return settings.weight() > 0
                ? Optional.of(sampler.batch(iteration * rows, rows))
                : Optional.empty();
    }

    /// {@return the mean held-out loss of each domain in nats a token}
    Map<String, Double> heldOut(TrainingStep step) {
        Map<String, Double> losses = new LinkedHashMap<>();
        for (String domain : sampler.domains()) {
            losses.put(domain, step.loss(sampler.heldOut(domain, settings.heldOutTokens())));
        }
        return losses;
    }

    /// {@return what knowing only the tokens' frequencies would reach, by domain}
    Map<String, Double> unigramEntropy() {
        Map<String, Double> entropy = new LinkedHashMap<>();
        for (String domain : sampler.domains()) {
            entropy.put(domain, UnigramEntropy.of(shards, domain).natsPerToken());
        }
        return entropy;
    }

    @Override
    public void close() throws IOException {
        shards.close();
    }
}
