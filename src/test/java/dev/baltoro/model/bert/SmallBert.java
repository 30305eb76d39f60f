package dev.baltoro.model.bert;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// An encoder of two layers with random weights.
public final class SmallBert {
    private SmallBert() {}

    /// {@return the encoder of a seed}
    ///
    /// @param words of its vocabulary
    /// @param positions tokens of a text at most
    public static BertEncoder of(long seed, int words, int width, int positions, int heads) {
        Random random = new Random(seed);
        int inner = 2 * width;
        List<BertLayer> layers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<Tensor> all = new ArrayList<>();
            for (long[] shape :
                    new long[][] {
                        {3L * width, width},
                        {3L * width},
                        {width, width},
                        {width},
                        {width},
                        {width},
                        {inner, width},
                        {inner},
                        {width, inner},
                        {width},
                        {width},
                        {width}
                    }) {
                double deviation = shape.length > 1 ? 1 / Math.sqrt(shape[1]) : 1;
                all.add(
                        Tensor.randn(new Seed(random.nextLong()), DType.F32, Device.CPU, shape)
                                .mul_(deviation));
            }
            layers.add(BertLayer.of(all));
        }
        return new BertEncoder(
                numbers(random, words * width),
                numbers(random, positions * width),
                numbers(random, 2 * width),
                numbers(random, width),
                numbers(random, width),
                layers,
                heads);
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
