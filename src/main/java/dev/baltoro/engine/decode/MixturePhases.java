package dev.baltoro.engine.decode;

import dev.baltoro.engine.decode.LayerWeights.MixtureWeights;
import dev.baltoro.engine.decode.LayerWeights.MixtureWeights.Routed;
import dev.baltoro.model.ExpertChoice;
import dev.baltoro.model.K2Config;
import dev.baltoro.tensor.kernel.decode.RowDots;
import dev.baltoro.tensor.kernel.decode.Team;

/// The second half of a layer: router, routed experts, and the feed-forward that every token takes.
///
/// Each expert that some row chose is computed once for all rows that chose it. A row's experts are
/// added in the order of its choice, whatever the batch.
final class MixturePhases {
    private static final int GRAIN = 4;

    private final K2Config config;
    private final StepBuffers buffers;
    private final ExpertChoice choice;
    private final ExpertSlots slots;

    MixturePhases(K2Config config, StepBuffers buffers, int rows) {
        this.config = config;
        this.buffers = buffers;
        this.choice = new ExpertChoice(config);
        this.slots = new ExpertSlots(config.nRoutedExperts(), rows * config.numExpertsPerTok());
    }

    /// Adds the mixture's output for the normalised hidden states to the residual stream; all
    /// members call it together.
    void run(MixtureWeights weights, int rows, Team team, int member) {
        int members = team.members();
        if (weights.routed().isPresent()) {
            route(weights.routed().get(), rows, members, member);
            team.barrier();
            if (member == 0) {
                slots.sort(buffers.experts_BK, rows * config.numExpertsPerTok());
            }
            team.barrier();
            gather(rows, members, member);
            team.barrier();
            weights.routed().ifPresent(routed -> expertsUp(routed, members, member));
        }
        everyUp(weights.every(), rows, members, member);
        team.barrier();
        everyDown(weights.every(), rows, members, member);
        weights.routed().ifPresent(routed -> expertsDown(routed, rows, members, member));
    }

    private void route(Routed routed, int rows, int members, int member) {
        int hidden = config.hiddenSize();
        int experts = config.nRoutedExperts();
        int choices = config.numExpertsPerTok();
        Share share = Share.of(rows, 1, member, members);
        RowDots.multiply(
                routed.gate(),
                0,
                experts,
                buffers.normal_BD,
                share.from() * hidden,
                hidden,
                share.length(),
                buffers.scores_BE,
                share.from() * experts,
                experts);
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

    /// Brings the rows of one expert together.
    private void gather(int rows, int members, int member) {
        int hidden = config.hiddenSize();
        int choices = config.numExpertsPerTok();
        Share share = Share.of(rows * choices, 1, member, members);
        for (int i = share.from(); i < share.to(); i++) {
            System.arraycopy(
                    buffers.normal_BD,
                    i / choices * hidden,
                    buffers.gathered_SD,
                    slots.slot(i) * hidden,
                    hidden);
        }
    }

    private void expertsUp(Routed routed, int members, int member) {
        int hidden = config.hiddenSize();
        int width = config.moeIntermediateSize();
        Share share = Share.of(width, GRAIN, member, members);
        for (int e = 0; e < config.nRoutedExperts(); e++) {
            int count = slots.count(e);
            if (count == 0) {
                continue;
            }
            int start = slots.start(e);
            for (int half = 0; half < 2; half++) {
                int first = (2 * e + half) * width;
                RowDots.multiply(
                        routed.gateUp(),
                        first + share.from(),
                        first + share.to(),
                        buffers.gathered_SD,
                        start * hidden,
                        hidden,
                        count,
                        buffers.hidden_S2F,
                        start * 2 * width + half * width - first,
                        2 * width);
            }
            for (int s = start; s < start + count; s++) {
                Elementwise.swiGlu(
                        buffers.hidden_S2F,
                        s * 2 * width + share.from(),
                        s * 2 * width + width + share.from(),
                        share.length(),
                        buffers.gated_SF,
                        s * width + share.from());
            }
        }
    }

    private void everyUp(MixtureWeights.Dense every, int rows, int members, int member) {
        int hidden = config.hiddenSize();
        int width = every.down().columns();
        Share share = Share.of(width, GRAIN, member, members);
        for (int half = 0; half < 2; half++) {
            int first = half * width;
            RowDots.multiply(
                    every.gateUp(),
                    first + share.from(),
                    first + share.to(),
                    buffers.normal_BD,
                    0,
                    hidden,
                    rows,
                    buffers.every_B2F,
                    0,
                    2 * width);
        }
        for (int b = 0; b < rows; b++) {
            Elementwise.swiGlu(
                    buffers.every_B2F,
                    b * 2 * width + share.from(),
                    b * 2 * width + width + share.from(),
                    share.length(),
                    buffers.everyGated_BF,
                    b * width + share.from());
        }
    }

    private void everyDown(MixtureWeights.Dense every, int rows, int members, int member) {
        int hidden = config.hiddenSize();
        int width = every.down().columns();
        Share share = Share.of(hidden, GRAIN, member, members);
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
                hidden);
        for (int b = 0; b < rows; b++) {
            for (int i = b * hidden + share.from(); i < b * hidden + share.to(); i++) {
                buffers.x_BD[i] += buffers.added_BD[i];
            }
        }
    }

    private void expertsDown(Routed routed, int rows, int members, int member) {
        int hidden = config.hiddenSize();
        int width = config.moeIntermediateSize();
        int choices = config.numExpertsPerTok();
        Share share = Share.of(hidden, GRAIN, member, members);
        for (int e = 0; e < config.nRoutedExperts(); e++) {
            int start = slots.start(e);
            int first = e * hidden;
            RowDots.multiply(
                    routed.down(),
                    first + share.from(),
                    first + share.to(),
                    buffers.gated_SF,
                    start * width,
                    width,
                    slots.count(e),
                    buffers.expert_SD,
                    start * hidden - first,
                    hidden);
        }
        for (int i = 0; i < rows * choices; i++) {
            float weight = buffers.shares_BK[i];
            int from = slots.slot(i) * hidden;
            int to = i / choices * hidden;
            for (int d = share.from(); d < share.to(); d++) {
                buffers.x_BD[to + d] += weight * buffers.expert_SD[from + d];
            }
        }
    }
}
