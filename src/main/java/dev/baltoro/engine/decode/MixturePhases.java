package dev.baltoro.engine.decode;

import dev.baltoro.engine.decode.LayerWeights.MixtureWeights;
import dev.baltoro.engine.decode.LayerWeights.MixtureWeights.Routed;
import dev.baltoro.model.ExpertChoice;
import dev.baltoro.model.K2Config;
import dev.baltoro.tensor.kernel.decode.Elementwise;
import dev.baltoro.tensor.kernel.decode.ExpertDots;
import dev.baltoro.tensor.kernel.decode.PackedTokens;
import dev.baltoro.tensor.kernel.decode.RowDots;
import dev.baltoro.tensor.kernel.decode.Team;
import java.util.Arrays;
import java.util.Optional;

/// The second half of a layer: router, routed experts, and the feed-forward that every token takes.
///
/// Each expert that some row chose is computed once for all rows that chose it. A row's experts are
/// added in the order of its choice, whatever the batch. A member computes the gates and the ups of
/// the same columns, so members meet between the up and the down projections only, and, with more
/// than one row or a large router, after the choice of experts.
final class MixturePhases {
    /// Bytes of a router that every member computes by itself for a single row: waiting for another
    /// one takes longer.
    private static final long ROUTER_BYTES_BY_ALL = 128 * 1024;

    private final K2Config config;
    private final StepBuffers buffers;
    private final ExpertChoice choice;
    private final ExpertSlots[] slots;
    private final PackedTokens[] packed;

    MixturePhases(K2Config config, StepBuffers buffers, int rows, PackedTokens[] packed) {
        this.config = config;
        this.buffers = buffers;
        this.choice = new ExpertChoice(config);
        this.packed = packed;
        this.slots = new ExpertSlots[packed.length];
        int choices = rows * config.numExpertsPerTok();
        Arrays.setAll(slots, _ -> new ExpertSlots(config.nRoutedExperts(), choices));
    }

    /// Adds the mixture's output for the normalised hidden states to the residual stream; all
    /// members call it together.
    void run(MixtureWeights weights, int rows, Team team, int member) {
        Optional<Routed> routed = weights.routed();
        if (routed.isPresent()) {
            if (rows == 1 && routed.get().gate().bytes() <= ROUTER_BYTES_BY_ALL) {
                route(routed.get(), Share.of(rows, 0, 1), member); // all write the same
            } else {
                route(routed.get(), Share.of(rows, member, team.active()), member);
                team.barrier();
            }
            // Each member sorts for itself: that takes less time than to wait for one.
            int choices = config.numExpertsPerTok();
            slots[member].sort(buffers.experts_BK, rows * choices, choices);
            expertsUp(routed.get(), rows, team.active(), member);
        }
        weights.every().ifPresent(every -> everyUp(every, rows, team.active(), member));
        team.barrier();
        weights.every().ifPresent(every -> everyDown(every, rows, team.active(), member));
        if (routed.isPresent()) {
            expertsDown(routed.get(), rows, team.active(), member);
        }
    }

    private void route(Routed routed, Share share, int member) {
        int hidden = config.hiddenSize();
        int experts = config.nRoutedExperts();
        int choices = config.numExpertsPerTok();
        RowDots.multiply(
                routed.gate(),
                0,
                experts,
                buffers.normal_MBD[member],
                share.from() * hidden,
                hidden,
                share.length(),
                buffers.scores_BE,
                share.from() * experts,
                experts,
                packed[member]);
        for (int b = share.from(); b < share.to(); b++) {
            float[] scores = new float[experts];
            for (int e = 0; e < experts; e++) {
                scores[e] = (float) (1 / (1 + Math.exp(-buffers.scores_BE[b * experts + e])));
            }
            int[] chosen = choice.select(scores, routed.bias());
            float[] weights = choice.weights(scores, chosen);
            System.arraycopy(chosen, 0, buffers.experts_BK, b * choices, choices);
            System.arraycopy(weights, 0, buffers.shares_BK, b * choices, choices);
        }
    }

    private void expertsUp(Routed routed, int rows, int members, int member) {
        ExpertSlots own = slots[member];
        int width = config.moeIntermediateSize();
        ExpertDots.multiplyHalves(
                routed.gateUps(),
                own.starts(),
                buffers.normal_MBD[member],
                0,
                config.hiddenSize(),
                own.tokens(),
                buffers.hidden_S2F,
                0,
                2 * width,
                member,
                members,
                packed[member]);
        Share share = Share.ofRows(width, member, members);
        for (int i = 0; i < rows * config.numExpertsPerTok(); i++) {
            int slot = own.slot(i);
            int gates = slot * 2 * width + share.from();
            Elementwise.swiGlu(
                    buffers.hidden_S2F,
                    gates,
                    gates + width,
                    share.length(),
                    buffers.shares_BK[i],
                    buffers.gated_SF,
                    slot * width + share.from());
        }
    }

    private void everyUp(MixtureWeights.Dense every, int rows, int members, int member) {
        int width = every.down().columns();
        Share share = Share.ofRows(width, member, members);
        RowDots.multiplyHalves(
                every.gateUp(),
                share.from(),
                share.to(),
                buffers.normal_MBD[member],
                0,
                config.hiddenSize(),
                rows,
                buffers.every_B2F,
                0,
                2 * width,
                packed[member]);
        for (int b = 0; b < rows; b++) {
            int gates = b * 2 * width + share.from();
            Elementwise.swiGlu(
                    buffers.every_B2F,
                    gates,
                    gates + width,
                    share.length(),
                    1,
                    buffers.everyGated_BF,
                    b * width + share.from());
        }
    }

    private void everyDown(MixtureWeights.Dense every, int rows, int members, int member) {
        int hidden = config.hiddenSize();
        int width = every.down().columns();
        Share share = Share.ofRows(hidden, member, members);
        RowDots.multiply(
                every.down(),
                share.from(),
                share.to(),
                buffers.everyGated_BF,
                0,
                width,
                rows,
                buffers.added_BD,
                0,
                hidden,
                packed[member]);
        for (int b = 0; b < rows; b++) {
            int at = b * hidden + share.from();
            Elementwise.add(buffers.added_BD, at, 1, buffers.x_BD, at, share.length());
        }
    }

    private void expertsDown(Routed routed, int rows, int members, int member) {
        int hidden = config.hiddenSize();
        int choices = config.numExpertsPerTok();
        ExpertDots.multiply(
                routed.downs(),
                slots[member].starts(),
                buffers.gated_SF,
                0,
                config.moeIntermediateSize(),
                buffers.expert_SD,
                0,
                hidden,
                member,
                members,
                packed[member]);
        int from = RowDots.share(hidden, member, members);
        int length = RowDots.share(hidden, member + 1, members) - from;
        for (int i = 0; i < rows * choices; i++) {
            int slot = slots[member].slot(i) * hidden + from;
            int row = i / choices * hidden + from;
            Elementwise.add(buffers.expert_SD, slot, 1, buffers.x_BD, row, length);
        }
    }
}
