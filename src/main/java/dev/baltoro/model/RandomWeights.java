package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import java.util.function.Consumer;

/// Fresh weights: normal, gains 1, selection biases 0; each is a pure function of the seed and of
/// its name.
///
/// @param deviation standard deviation, `initializer_range`
record RandomWeights(Seed seed, double deviation) implements WeightSource {
    @Override
    public void read(WeightSpec weight, Consumer<Tensor> reader) {
        try (Scope scope = Scope.open()) {
            Tensor fresh = Tensor.empty(DType.F32, Device.CPU, weight.sizes());
            String name = weight.name();
            if (name.endsWith("norm.weight")) {
                fresh.fill_(1);
            } else if (name.endsWith("e_score_correction_bias")) {
                fresh.zero_();
            } else {
                fresh.normal_(0, deviation, seed.derive(name));
            }
            reader.accept(fresh);
        }
    }
}
