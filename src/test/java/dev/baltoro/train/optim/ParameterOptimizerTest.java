package dev.baltoro.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.train.optim.Fixture.Named;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What must hold of every update; seeds are fixed.
class ParameterOptimizerTest {
    private static final Seed SEED = new Seed(20250728);

    private static Tensor normal(String name, long... shape) {
        return Tensor.randn(SEED.derive(name), DType.F32, Device.CPU, shape);
    }

    /// Where an update is never orthogonalised, training still looks fine; this is where it shows.
    /// K2-facts: singular values of five steps on random matrices lie in about 0.68 to 1.13; bf16
    /// adds 2e-2.
    @ParameterizedTest
    @CsvSource({
        "64, 16, F32",
        "16, 64, F32",
        "64, 16, BF16",
        "16, 64, BF16",
        "96, 32, F32",
        "32, 96, BF16"
    })
    void singularValuesOfTheAppliedUpdateAreNearOne(long rows, long columns, DType dtype) {
        try (Scope scope = Scope.open();
                Fixture fixture = one(normal("w", rows, columns), dtype)) {
            for (int step = 0; step < 3; step++) {
                Tensor before = fixture.parameters.getFirst().master().copy();
                fixture.step(List.of(normal("g" + step, rows, columns).mul(1e-3)));
                float[] values = applied(before, fixture).singularValues().toFloats();
                assertThat(values).hasSize((int) Math.min(rows, columns));
                for (float value : values) {
                    assertThat(value).isBetween(0.65f, 1.16f);
                }
            }
        }
    }

    /// (W·(1 − η·λ) − W′) / (η · 0.2·√max(n, m))
    private static Tensor applied(Tensor before, Fixture fixture) {
        Tensor after = fixture.parameters.getFirst().master();
        double size = 0.2 * Math.sqrt(Math.max(before.size(0), before.size(1)));
        return before.mul(1 - Fixture.RATE * 0.1).sub(after).mul(1 / (Fixture.RATE * size));
    }

    /// Moonlight §2.2: 0.2·√max makes the update's root mean square about 0.2 as AdamW's is.
    @Test
    void anUpdateIsAsLargeAsAdamWs() {
        try (Scope scope = Scope.open();
                Fixture fixture = one(normal("w", 64, 128), DType.F32)) {
            Tensor before = fixture.parameters.getFirst().master().copy();
            fixture.step(List.of(normal("g", 64, 128)), 1, Fixture.RATE);
            Tensor update = applied(before, fixture).mul(0.2 * Math.sqrt(128));
            double rms = Math.sqrt(update.mul(update).sum().item() / update.elements());
            assertThat(rms).isBetween(0.16, 0.21);
        }
    }

    /// 1e-6: a batched product may sum in another order than a single one.
    @Test
    void aStackOfExpertsIsEachExpertAlone() {
        try (Scope scope = Scope.open()) {
            Tensor stack = normal("w", 5, 8, 24);
            Tensor gradient = normal("g", 5, 8, 24);
            List<Named> slices = new ArrayList<>();
            List<Tensor> gradients = new ArrayList<>();
            for (int e = 0; e < 5; e++) {
                slices.add(new Named("w" + e, stack.select(0, e)));
                gradients.add(gradient.select(0, e));
            }
            try (Fixture whole = one(stack, DType.F32);
                    Fixture apart = new Fixture(slices, Fixture.REFERENCE, 1)) {
                whole.step(List.of(gradient));
                apart.step(gradients);
                Tensor after = whole.parameters.getFirst().master();
                for (int e = 0; e < 5; e++) {
                    float[] expert = after.select(0, e).toFloats();
                    assertThat(Fixture.distance(expert, apart.weight(e))).isLessThan(1e-6);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theNumberOfWorkersChangesNoBit(int workers) {
        try (Scope scope = Scope.open()) {
            // 40 experts of 128 × 128 are more than one piece.
            List<Named> starts =
                    List.of(
                            new Named("experts", normal("experts", 40, 128, 128)),
                            new Named("tall", normal("tall", 48, 16)),
                            new Named("gain", normal("gain", 32)),
                            new Named("embedding", normal("embedding", 33, 16)));
            try (Fixture one = new Fixture(starts, Fixture.REFERENCE, 1);
                    Fixture many = new Fixture(starts, Fixture.REFERENCE, workers)) {
                for (int step = 0; step < 2; step++) {
                    String name = "g" + step;
                    List<Tensor> gradients =
                            starts.stream()
                                    .map(s -> normal(name + s.name(), s.value().shape()))
                                    .toList();
                    one.step(gradients);
                    many.step(gradients);
                }
                for (int i = 0; i < starts.size(); i++) {
                    assertThat(many.weight(i)).as(starts.get(i).name()).isEqualTo(one.weight(i));
                }
                for (String name : one.optimizer.state().keySet()) {
                    assertThat(many.state(name)).as(name).isEqualTo(one.state(name));
                }
            }
        }
    }

    /// Experts that no token chose have a zero gradient, and late in training gradients underflow.
    @ParameterizedTest
    @CsvSource({
        "0, F32",
        "0, BF16",
        "1e-42, F32",
        "1e-30, F32",
        "1e-30, BF16",
        "1e-12, F32",
        "1e18, F32"
    })
    void extremeGradientsStayFinite(double size, DType dtype) {
        try (Scope scope = Scope.open();
                Fixture fixture =
                        new Fixture(
                                List.of(
                                        new Named("experts", normal("w", 2, 8, 16)),
                                        new Named("gain", normal("gain", 16))),
                                Fixture.settings(true, dtype),
                                1)) {
            for (int step = 0; step < 3; step++) {
                fixture.step(List.of(normal("g", 2, 8, 16).mul(size), normal("gg", 16).mul(size)));
            }
            for (int i = 0; i < 2; i++) {
                for (float value : fixture.weight(i)) {
                    assertThat(value).isFinite();
                }
            }
        }
    }

    /// With a zero gradient all that is left is W·(1 − η·λ): the decay is not in the momenta.
    @Test
    void weightDecayIsDecoupled() {
        try (Scope scope = Scope.open()) {
            List<Named> starts =
                    List.of(
                            new Named("w", normal("w", 8, 16)),
                            new Named("gain", normal("gain", 16)));
            try (Fixture fixture = new Fixture(starts, Fixture.REFERENCE, 1)) {
                fixture.step(List.of(Fixture.zeros(8, 16), Fixture.zeros(16)), 1, 0.5);
                for (int i = 0; i < 2; i++) {
                    float[] expected = starts.get(i).value().mul(0.95).toFloats();
                    assertThat(Fixture.distance(fixture.weight(i), expected)).isLessThan(1e-6);
                }
                assertThat(fixture.state("w.momentum_buffer")).containsOnly(0);
                assertThat(fixture.state("gain.exp_avg")).containsOnly(0);
            }
        }
    }

    @Test
    void theScaleIsAFactorOnTheGradient() {
        try (Scope scope = Scope.open()) {
            List<Named> starts =
                    List.of(new Named("w", normal("w", 8, 16)), new Named("gain", normal("n", 16)));
            List<Tensor> gradients = List.of(normal("g", 8, 16), normal("gg", 16));
            try (Fixture scaled = new Fixture(starts, Fixture.REFERENCE, 1);
                    Fixture plain = new Fixture(starts, Fixture.REFERENCE, 1)) {
                scaled.step(gradients, 0.25, Fixture.RATE);
                plain.step(gradients.stream().map(g -> g.mul(0.25)).toList());
                for (int i = 0; i < 2; i++) {
                    assertThat(scaled.weight(i)).isEqualTo(plain.weight(i));
                }
                assertThat(scaled.state("w.momentum_buffer"))
                        .isEqualTo(plain.state("w.momentum_buffer"));
            }
        }
    }

    /// One matrix of m × n, five steps: 5·(4·m²·n + 2·m³).
    @Test
    void countsTheOperationsOfNewtonSchulz() {
        try (Scope scope = Scope.open();
                Fixture fixture = one(normal("w", 3, 32, 8), DType.F32)) {
            double each = 5 * (4.0 * 8 * 8 * 32 + 2.0 * 8 * 8 * 8);
            assertThat(fixture.optimizer.newtonSchulzOperations())
                    .isCloseTo(3 * each, within(1e-6));
        }
    }

    @Test
    void closingFreesEverything() {
        long before = NativeMemory.liveTensors();
        try (Scope scope = Scope.open();
                Fixture fixture = one(normal("w", 3, 32, 8), DType.F32)) {
            fixture.step(List.of(normal("g", 3, 32, 8)));
        }
        assertThat(NativeMemory.liveTensors()).isEqualTo(before);
    }

    private static Fixture one(Tensor start, DType dtype) {
        return new Fixture(List.of(new Named("w", start)), Fixture.settings(true, dtype), 1);
    }
}
