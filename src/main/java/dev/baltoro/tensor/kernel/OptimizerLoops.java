package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/// The optimizers' loops over fp32 tensors of one shape, each one pass over memory.
public final class OptimizerLoops {
    private OptimizerLoops() {}

    /// Elements of a block. All tensors are added up for one block before the next, so the block
    /// stays in the cache; and its squares are few enough to be summed in fp32.
    static final int BLOCK = 1 << 13;

    /// Adds `others` to `sum`, in their order, and returns the sum of the result's squares.
    public static double reduce(Tensor sum, List<Tensor> others) {
        if (!Kernels.fuse(sum.elements(), sum)
                || others.stream().anyMatch(other -> !Kernels.fuse(other.elements(), other))) {
            others.forEach(sum::add_);
            return sum.mul(sum).sum().item();
        }
        long to = sum.address();
        Fit.floats("sum", sum, sum.elements());
        others.forEach(other -> Fit.floats("other", other, sum.elements()));
        long[] from = others.stream().mapToLong(Tensor::address).toArray();
        long count = sum.elements();
        double squares = 0;
        for (long start = 0; start < count; start += BLOCK) {
            long end = Math.min(start + BLOCK, count);
            for (long other : from) {
                add(to, other, start, end);
            }
            squares += squares(to, start, end);
        }
        return squares;
    }

    private static void add(long to, long from, long start, long end) {
        for (long i = start; i < end; i += Lanes.COUNT) {
            FloatVector v = Lanes.loadFloats(to, i).add(Lanes.loadFloats(from, i));
            Lanes.storeFloats(v, to, i);
        }
    }

    private static float squares(long of, long start, long end) {
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        for (long i = start; i < end; i += Lanes.COUNT) {
            FloatVector v = Lanes.loadFloats(of, i);
            sum = v.fma(v, sum);
        }
        return Lanes.sum(sum);
    }

    /// The numbers of one AdamW step.
    ///
    /// @param rate learning rate η
    /// @param decay weight decay λ
    /// @param step 1 for the first
    public record AdamW(
            double rate, double beta1, double beta2, double epsilon, double decay, long step) {}

    /// W ← W − η·(m̂ / (√v̂ + ε) + λ·W), with m and v updated first; all fp32 and of one shape.
    ///
    /// @param scale factor on the gradient (1, or what global norm clipping says)
    public static void adamW(
            Tensor weight, Tensor gradient, Tensor mean, Tensor square, double scale, AdamW of) {
        double correction1 = 1 - Math.pow(of.beta1, of.step);
        double correction2 = 1 - Math.pow(of.beta2, of.step);
        float rate = (float) (of.rate / correction1);
        float keep = (float) (1 - of.rate * of.decay);
        float root = (float) (1 / Math.sqrt(correction2));
        float epsilon = (float) of.epsilon;
        if (!Kernels.fuse(weight.elements(), weight, gradient, mean, square)) {
            Tensor g = gradient.mul(scale);
            mean.mul_(of.beta1).add_(g, 1 - of.beta1);
            square.mul_(of.beta2).addcmul_(g, g, 1 - of.beta2);
            weight.mul_(keep).addcdiv_(mean, square.sqrt().mul_(root).add_(epsilon), -rate);
            return;
        }
        Fit.floats("weight", weight, weight.elements());
        Fit.floats("gradient", gradient, weight.elements());
        Fit.floats("mean", mean, weight.elements());
        Fit.floats("square", square, weight.elements());
        float b1 = (float) of.beta1;
        float b2 = (float) of.beta2;
        long w = weight.address();
        long g = gradient.address();
        long m = mean.address();
        long v = square.address();
        long count = weight.elements();
        for (long i = 0; i < count; i += Lanes.COUNT) {
            FloatVector gradients = Lanes.loadFloats(g, i).mul((float) scale);
            FloatVector means =
                    Lanes.loadFloats(m, i).mul(b1).add(gradients.mul((float) (1 - of.beta1)));
            FloatVector squares =
                    Lanes.loadFloats(v, i)
                            .mul(b2)
                            .add(gradients.mul(gradients).mul((float) (1 - of.beta2)));
            Lanes.storeFloats(means, m, i);
            Lanes.storeFloats(squares, v, i);
            FloatVector step = means.mul(rate).div(squares.sqrt().mul(root).add(epsilon));
            Lanes.storeFloats(Lanes.loadFloats(w, i).mul(keep).sub(step), w, i);
        }
    }

    /// M ← μ·M + G, and fills `direction` with M, or with G + μ·M under Nesterov's rule;
    /// `direction` may be bfloat16.
    ///
    /// @param scale factor on the gradient
    public static void momentum(
            Tensor momentum,
            Tensor gradient,
            double mu,
            boolean nesterov,
            double scale,
            Tensor direction) {
        if (!Kernels.fuse(momentum.elements(), momentum, gradient, direction)) {
            Tensor g = gradient.mul(scale);
            momentum.mul_(mu).add_(g);
            direction.copy_(nesterov ? g.add_(momentum, mu) : momentum);
            return;
        }
        Fit.floats("momentum", momentum, momentum.elements());
        Fit.floats("gradient", gradient, momentum.elements());
        Fit.elements("direction", direction, momentum.elements());
        long m = momentum.address();
        long g = gradient.address();
        long d = direction.address();
        boolean half = direction.dtype() == DType.BF16;
        long count = momentum.elements();
        for (long i = 0; i < count; i += Lanes.COUNT) {
            FloatVector gradients = Lanes.loadFloats(g, i).mul((float) scale);
            FloatVector moments = Lanes.loadFloats(m, i).mul((float) mu).add(gradients);
            Lanes.storeFloats(moments, m, i);
            FloatVector directions = nesterov ? moments.mul((float) mu).add(gradients) : moments;
            Lanes.store(directions, d, i, half);
        }
    }

    /// W ← (1 − η·λ)·W − `step`·O, Muon's update with decoupled decay; O may be bfloat16.
    ///
    /// @param keep 1 − η·λ
    /// @param step η times the update's scale
    public static void descend(Tensor weight, Tensor orthogonal, double keep, double step) {
        if (!Kernels.fuse(weight.elements(), weight, orthogonal)) {
            weight.mul_(keep).add_(orthogonal.to(DType.F32), -step);
            return;
        }
        Fit.floats("weight", weight, weight.elements());
        Fit.elements("orthogonal", orthogonal, weight.elements());
        long w = weight.address();
        long o = orthogonal.address();
        boolean half = orthogonal.dtype() == DType.BF16;
        long count = weight.elements();
        for (long i = 0; i < count; i += Lanes.COUNT) {
            FloatVector update = Lanes.load(o, i, half).mul((float) step);
            Lanes.storeFloats(Lanes.loadFloats(w, i).mul((float) keep).sub(update), w, i);
        }
    }
}
