package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.GradientPass;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.autograd.Tape;
import dev.baltoro.tensor.autograd.Variable;
import dev.baltoro.tensor.kernel.ExpertDispatch;
import dev.baltoro.tensor.kernel.SwiGlu;
import java.util.stream.Stream;

/// The routed experts: each computes its tokens' rows in one product a matrix; no token is dropped.
///
/// Rows are sorted by expert. A row's weight is applied before the down projection, which is the
/// same sum and saves the projection's output for the way back. 6·T·K·D·F operations, twice that on
/// the way back.
///
/// Letters: R expert rows (T·K and padding), E experts, F width of one expert.
///
/// @param gateUp W_gate above W_up of each expert, [E, 2F, D]
/// @param down [E, D, F]
public record GroupedExperts(K2Config config, Parameter gateUp, Parameter down) {

    Stream<Parameter> parameters() {
        return Stream.of(gateUp, down);
    }

    /// {@return `onto` plus each token's weighted sum of its experts, [T, D]}
    Variable forward(Tape tape, Variable x, TokenChoiceRouter.Routing routing, Variable onto) {
        ExpertRows rows =
                ExpertRows.of(
                        routing.experts(),
                        config.numExpertsPerTok(),
                        config.nRoutedExperts(),
                        x.value().dtype());
        Tensor x_TD = x.value();
        DType dtype = x_TD.dtype();
        long width = down.shape()[2];
        Tensor weight_R1 = rows.weights(routing.weights().value());
        Tensor x_RD = Tensor.empty(dtype, x_TD.device(), rows.count(), x_TD.size(1));
        ExpertDispatch.scatter(x_TD, rows.tokens(), x_RD);
        Tensor h_RF = Tensor.empty(dtype, x_TD.device(), rows.count(), 2 * width);
        rows.forEach((e, part) -> part.of(h_RF).mm_(part.of(x_RD), matrix(gateUp, e).t()));
        Tensor a_RF = Tensor.empty(dtype, x_TD.device(), rows.count(), width);
        SwiGlu.forward(h_RF, weight_R1, a_RF);
        Tensor y_RD = Tensor.empty(dtype, x_TD.device(), rows.count(), x_TD.size(1));
        rows.forEach((e, part) -> part.of(y_RD).mm_(part.of(a_RF), matrix(down, e).t()));
        Tensor y_TD = onto.value().copy();
        ExpertDispatch.gather(y_RD, rows.slots(), config.numExpertsPerTok(), y_TD);

        Tape.Saved saved = tape.saved();
        Kept kept = new Kept(rows, saved.keep(x_RD), saved.keep(h_RF), saved.keep(weight_R1));
        return tape.record(
                y_TD,
                saved,
                dy_TD -> {
                    onto.accumulate(dy_TD);
                    backward(tape.gradients(), kept, dy_TD, x, routing.weights());
                });
    }

    private record Kept(ExpertRows rows, Tensor x_RD, Tensor h_RF, Tensor weight_R1) {}

    private void backward(
            GradientPass gradients, Kept kept, Tensor dy_TD, Variable x, Variable weights) {
        ExpertRows rows = kept.rows;
        Tensor h = kept.h_RF;
        long width = h.size(1) / 2;
        Tensor dy_RD = Tensor.empty(h.dtype(), h.device(), kept.x_RD.shape());
        ExpertDispatch.scatter(dy_TD.contiguous(), rows.tokens(), dy_RD);
        Tensor da_RF = Tensor.empty(h.dtype(), h.device(), rows.count(), width);
        rows.forEach((e, part) -> part.of(da_RF).mm_(part.of(dy_RD), matrix(down, e)));
        Tensor a_RF = Tensor.empty(h.dtype(), h.device(), rows.count(), width);
        Tensor dh_RF = Tensor.empty(h.dtype(), h.device(), h.shape());
        Tensor dweight_R1 = Tensor.empty(DType.F32, h.device(), rows.count(), 1);
        SwiGlu.backward(da_RF, h, kept.weight_R1, a_RF, dh_RF, dweight_R1);
        GradientPass.Stack ddown = gradients.stack(down);
        GradientPass.Stack dgateUp = gradients.stack(gateUp);
        rows.empty().forEach(ddown::skip);
        rows.empty().forEach(dgateUp::skip);
        Tensor dx_RD =
                dy_RD; // each expert's part is overwritten after it was read for the last time
        rows.forEach((e, part) -> {
            ddown.addProduct(e, part.of(dy_RD).t(), part.of(a_RF));
            dgateUp.addProduct(e, part.of(dh_RF).t(), part.of(kept.x_RD));
            part.of(dx_RD).mm_(part.of(dh_RF), matrix(gateUp, e));
        });
        Tensor dx_TD = Tensor.zeros(h.dtype(), h.device(), dy_TD.shape());
        ExpertDispatch.gather(dx_RD, rows.slots(), config.numExpertsPerTok(), dx_TD);
        x.accumulate(dx_TD);
        weights.accumulate(rows.weightGradient(dweight_R1));
    }

    private static Tensor matrix(Parameter stack, int expert) {
        return stack.compute(expert);
    }
}
