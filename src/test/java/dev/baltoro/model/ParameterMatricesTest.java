package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Muon orthogonalises a matrix at a time, so what a checkpoint keeps apart must be apart to the
/// optimizer too, although it is computed together: each expert, gates and ups.
class ParameterMatricesTest {
    @ParameterizedTest
    @ValueSource(strings = {"nano", "mini"})
    void everyMatrixOfACheckpointIsAMatrixOfItsOwn(String preset) {
        Map<String, Object> small = Map.of("vocab_size", 300, "num_hidden_layers", 3);
        K2Config config = Presets.named(preset).withOverrides(small);
        try (K2Model model = K2Model.random(config, new Seed(1), DType.F32);
                Scope scope = Scope.open()) {
            List<String> inFiles =
                    model.weights().values().stream()
                            .filter(weight -> weight.dimensions() == 2)
                            .map(ParameterMatricesTest::describe)
                            .sorted()
                            .toList();
            List<String> toTheOptimizer = new ArrayList<>();
            for (Parameter parameter : model.parameters()) {
                if (parameter.master().dimensions() > 1) {
                    Tensor matrices_BNM = parameter.matrices(parameter.master());
                    for (long i = 0; i < matrices_BNM.size(0); i++) {
                        toTheOptimizer.add(describe(matrices_BNM.select(0, i)));
                    }
                }
            }
            assertThat(toTheOptimizer).containsExactlyInAnyOrderElementsOf(inFiles);
        }
    }

    /// Shape and contents.
    private static String describe(Tensor matrix) {
        float[] values = matrix.contiguous().toFloats();
        return "%d x %d, %s".formatted(matrix.size(0), matrix.size(1), Arrays.hashCode(values));
    }
}
