package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.autograd.Variable;
import java.util.stream.Stream;

/// Each token chooses its experts by sigmoid scores (DeepSeek-V3's `noaux_tc`, which K2 keeps).
///
/// s = sigmoid(x·Wᵀ) in fp32; the K experts with the largest s + bias are selected; their weights
/// are the unbiased s, normalised and scaled. The bias balances loads: it selects only, has no
/// gradient, and stays fp32.
///
/// Letters: T tokens, E experts, K selected.
///
/// @param gate W, [E, D], fp32 whatever the model computes in
/// @param bias `e_score_correction_bias`, [E], fp32
public record TokenChoiceRouter(K2Config config, int index, Parameter gate, Tensor bias) {

    Stream<Parameter> parameters() {
        return Stream.of(gate);
    }

    /// What the experts need to know.
    ///
    /// @param experts the selected experts, [T, K] row-major
    /// @param weights their shares, [T, K], fp32
    record Routing(int[] experts, Variable weights) {}

    Routing forward(Pass pass, Variable x) {
        Tape tape = pass.tape();
        Tensor wide = x.value().to(DType.F32);
        Tensor scores = wide.mm(gate.compute().t()).sigmoid();
        float[] scores_TE = scores.toFloats();
        ExpertChoice choice = new ExpertChoice(config);
        int[] experts_TK = choice.select(scores_TE, bias.toFloats());
        count(pass, experts_TK);
        float[] weights_TK = choice.weights(scores_TE, experts_TK);
        SequenceBalance balance = SequenceBalance.of(config, pass, scores_TE, experts_TK);
        pass.telemetry().addBalanceLoss(balance.loss());

        Tape.Saved saved = tape.saved();
        Tensor x_TD = saved.keep(wide);
        int tokens = pass.positions().length;
        Tensor w = Tensor.of(weights_TK, tokens, config.numExpertsPerTok());
        Variable weights =
                tape.record(
                        w,
                        saved,
                        dw -> {
                            float[] ds_TE = scoreGradient(dw.toFloats(), scores_TE, experts_TK);
                            balance.addGradient(ds_TE);
                            backward(tape, x, x_TD, scores_TE, ds_TE);
                        });
        return new Routing(experts_TK, weights);
    }

    private void backward(Tape tape, Variable x, Tensor x_TD, float[] scores_TE, float[] ds_TE) {
        for (int i = 0; i < ds_TE.length; i++) {
            ds_TE[i] *= scores_TE[i] * (1 - scores_TE[i]);
        }
        Tensor dlogits_TE = Tensor.of(ds_TE, x_TD.size(0), config.nRoutedExperts());
        tape.gradients().addProduct(gate, dlogits_TE.t(), x_TD);
        x.accumulate(dlogits_TE.mm(gate.compute()).to(x.value().dtype()));
    }

    /// {@return the gradient by scores: of w = c·s/Σs it is c/Σs · (dw − Σ dw·s/Σs), else c·dw}
    private float[] scoreGradient(float[] dw_TK, float[] scores_TE, int[] experts_TK) {
        int experts = config.nRoutedExperts();
        int choices = config.numExpertsPerTok();
        float scale = (float) config.routedScalingFactor();
        float[] ds = new float[scores_TE.length];
        for (int token = 0; token * choices < dw_TK.length; token++) {
            float sum = 1e-20f;
            float mean = 0;
            for (int k = 0; k < choices; k++) {
                int slot = token * choices + k;
                float score = scores_TE[token * experts + experts_TK[slot]];
                sum += score;
                mean += dw_TK[slot] * score;
            }
            for (int k = 0; k < choices; k++) {
                int slot = token * choices + k;
                float d = config.normTopkProb() ? (dw_TK[slot] - mean / sum) / sum : dw_TK[slot];
                ds[token * experts + experts_TK[slot]] += scale * d;
            }
        }
        return ds;
    }

    private void count(Pass pass, int[] experts_TK) {
        long[] load = pass.telemetry().loads()[index];
        for (int slot = 0; slot < experts_TK.length; slot++) {
            if (pass.batch().isValid(slot / config.numExpertsPerTok())) {
                load[experts_TK[slot]]++;
            }
        }
    }
}
