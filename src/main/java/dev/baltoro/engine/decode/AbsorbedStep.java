package dev.baltoro.engine.decode;

import dev.baltoro.engine.cache.LatentCache;
import dev.baltoro.model.K2Config;
import dev.baltoro.tensor.CoreShare;
import dev.baltoro.tensor.kernel.Rotary;
import dev.baltoro.tensor.kernel.decode.Elementwise;
import dev.baltoro.tensor.kernel.decode.HandOver;
import dev.baltoro.tensor.kernel.decode.PackedTokens;
import dev.baltoro.tensor.kernel.decode.RowDots;
import dev.baltoro.tensor.kernel.decode.Team;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Computes rows of tokens from hidden states to scores, reading and writing the latent cache.
///
/// Threads go through all layers together, each with its part of every matrix: as many as make the
/// step quickest, see [MeasuredTeamSize], and no more than have a core. Used by one thread at a
/// time.
public final class AbsorbedStep implements AutoCloseable {
    /// How often members meet in a layer at most, and outside of the layers: before each norm, and
    /// see [AttentionPhases] and [MixturePhases]. With one row they meet 5 times in a layer.
    private static final int MEETINGS_PER_LAYER = 7;

    private static final int MEETINGS = 2;

    private final K2Config config;
    private final int rowsMax;
    private final int scoredMax;
    private final StepBuffers buffers;
    private final AttentionPhases attention;
    private final MixturePhases mixture;
    private final Team team;
    private final CoreShare cores;
    private final PackedTokens[] packed;
    private final Optional<TeamSize> fixedSize;
    private Optional<TeamSize> size = Optional.empty();
    private int lastMembers = 1;

    /// @param rowsMax most rows of a step
    /// @param scoredMax most rows of a step that want scores
    /// @param cores asked before each step
    public AbsorbedStep(
            K2Config config,
            LatentCache cache,
            Rotary rotary,
            int threads,
            int rowsMax,
            int scoredMax,
            CoreShare cores) {
        this(config, cache, rotary, threads, rowsMax, scoredMax, cores, Optional.empty());
    }

    /// @param size how many threads compute a step; empty if that is to be measured
    AbsorbedStep(
            K2Config config,
            LatentCache cache,
            Rotary rotary,
            int threads,
            int rowsMax,
            int scoredMax,
            CoreShare cores,
            Optional<TeamSize> size) {
        this.config = config;
        this.cores = cores;
        this.fixedSize = size;
        this.rowsMax = rowsMax;
        this.scoredMax = scoredMax;
        this.buffers = new StepBuffers(config, threads, rowsMax, scoredMax);
        this.team = Team.open(threads);
        this.packed = new PackedTokens[threads];
        Arrays.setAll(packed, member -> new PackedTokens());
        this.attention = new AttentionPhases(config, cache, rotary, buffers, packed);
        this.mixture = new MixturePhases(config, buffers, rowsMax, packed);
    }

    /// {@return most rows of a step that want scores}
    public int scoredMax() {
        return scoredMax;
    }

    /// Computes the keys of `rows` into the cache, and the scores of what comes next.
    ///
    /// Rows of one sequence must be consecutive positions in order; a row sees those before it.
    ///
    /// @param scored how many leading rows want scores
    /// @return [scored, V] row-major; overwritten by the next step
    /// @throws IllegalArgumentException if there are more rows than a step may have
    public float[] run(DecoderWeights weights, Rows rows, int scored) {
        if (rows.count() > rowsMax) {
            throw new IllegalArgumentException(
                    "a step of %d rows exceeds %d".formatted(rows.count(), rowsMax));
        }
        if (rows.count() == 0) {
            return buffers.logits_BV;
        }
        TeamSize sizes = size(weights);
        int wanted = sizes.members(rows.count(), scored > 0);
        int members = cores.take(wanted);
        long start = System.nanoTime();
        team.run(members, (member, _) -> run(weights, rows, scored, member));
        if (members == wanted) { // what fewer take says nothing of the size that was chosen
            sizes.took(rows.count(), scored > 0, members, System.nanoTime() - start);
        }
        lastMembers = members;
        return buffers.logits_BV;
    }

    private TeamSize size(DecoderWeights weights) {
        TeamSize known = size.or(() -> fixedSize).orElseGet(() -> measured(weights));
        size = Optional.of(known);
        return known;
    }

    private TeamSize measured(DecoderWeights weights) {
        int meetings = MEETINGS + MEETINGS_PER_LAYER * weights.layers().size();
        double nanos = HandOver.measure(team).nanos();
        return new MeasuredTeamSize(team.members(), weights.bytesPerToken(), meetings, nanos);
    }

    private void run(DecoderWeights weights, Rows rows, int scored, int member) {
        int hidden = config.hiddenSize();
        Share own = Share.of(rows.count(), member, team.active());
        for (int b = own.from(); b < own.to(); b++) {
            weights.embedding().row(rows.tokens()[b], buffers.x_BD, b * hidden);
        }
        team.barrier();
        List<LayerWeights> layers = weights.layers();
        for (int index = 0; index < layers.size(); index++) {
            LayerWeights layer = layers.get(index);
            normalize(layer.attentionNorm(), rows.count(), member);
            attention.run(layer, index, rows, team, member);
            team.barrier();
            normalize(layer.feedForwardNorm(), rows.count(), member);
            mixture.run(layer.mixture(), rows.count(), team, member);
            team.barrier();
        }
        normalize(weights.norm(), scored, member);
        Share vocabulary = Share.ofRows(config.vocabSize(), member, team.active());
        RowDots.multiply(
                weights.head(),
                vocabulary.from(),
                vocabulary.to(),
                buffers.normal_MBD[member],
                0,
                hidden,
                scored,
                buffers.logits_BV,
                0,
                config.vocabSize(),
                packed[member]);
    }

    /// Of all rows, by each member for itself.
    private void normalize(float[] gain, int rows, int member) {
        int hidden = config.hiddenSize();
        for (int b = 0; b < rows; b++) {
            Elementwise.rmsNorm(
                    buffers.x_BD,
                    b * hidden,
                    gain,
                    config.rmsNormEps(),
                    buffers.normal_MBD[member],
                    b * hidden);
        }
    }

    /// Runs other work on the threads that computed the last step, between two steps.
    public void share(Team.Task work) {
        team.run(lastMembers, work);
    }

    /// Lets the helpers sleep until the next step.
    public void rest() {
        team.rest();
    }

    @Override
    public void close() {
        team.close();
        for (PackedTokens each : packed) {
            each.close();
        }
    }
}
