package dev.baltoro.tensor.autograd;

import static dev.baltoro.tensor.autograd.FiniteDifferences.assertGradient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.kernel.TokenLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each function's way back against measured slopes. The loss is the sum of the output weighted by
/// fixed normal numbers, so that every element of the output has a gradient of its own.
class GradientsOfFunctionsTest {
    private static final Seed SEED = new Seed(21);

    private final List<Parameter> parameters = new ArrayList<>();
    private Scope scope = Scope.open();

    @BeforeEach
    void open() {
        scope.close();
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        parameters.forEach(Parameter::close);
        scope.close();
    }

    private static Tensor normal(String name, long... shape) {
        return Tensor.randn(SEED.derive(name), DType.F32, Device.CPU, shape);
    }

    private Parameter parameter(String name, long... shape) {
        Parameter parameter = Parameter.of(name, normal(name, shape), DType.F32);
        parameters.add(parameter);
        return parameter;
    }

    private static void check(
            Tensor x, BiFunction<Tape, Variable, Variable> function, Parameter... used) {
        try (Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            Variable input = Variable.of(x);
            Variable output = function.apply(tape, input);
            Tensor weights = normal("weights", output.value().shape());
            output.accumulate(weights);
            tape.backward();
            java.util.function.Supplier<Double> loss =
                    () ->
                            function.apply(Tape.off(), Variable.of(x))
                                    .value()
                                    .mul(weights)
                                    .sum()
                                    .item();
            try (Tensor dx = input.takeGradient().orElseThrow()) {
                assertGradient("x", x, dx, loss);
            }
            for (Parameter parameter : used) {
                Tensor dw = gradients.of(parameter).orElseThrow();
                assertGradient(parameter.name(), parameter.master(), dw, loss);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void linear(int rows) {
        Parameter weight = parameter("weight", 5, 4);
        check(normal("x", rows, 4), (tape, x) -> Linear.apply(tape, x, weight), weight);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 5})
    void norm(int width) {
        Parameter gain = parameter("gain", width);
        check(normal("x", 3, width), (tape, x) -> Norm.apply(tape, x, gain, 1e-6), gain);
    }

    @Test
    void normOfColumnsThatAreNotContiguous() {
        Parameter gain = parameter("gain", 6);
        check(normal("x", 6, 3).t(), (tape, x) -> Norm.apply(tape, x, gain, 1e-6), gain);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 3})
    void gate(int width) {
        check(normal("x", 2, 2 * width), Gate::apply);
    }

    @Test
    void columns() {
        check(normal("x", 3, 7), (tape, x) -> Columns.apply(tape, x, 2, 4));
    }

    @Test
    void overlappingColumnsAddUp() {
        check(
                normal("x", 3, 7),
                (tape, x) ->
                        Add.apply(
                                tape, Columns.apply(tape, x, 0, 4), Columns.apply(tape, x, 2, 4)));
    }

    @Test
    void sumOfAVariableWithItself() {
        check(normal("x", 2, 3), (tape, x) -> Add.apply(tape, x, x));
    }

    @Test
    void residualAroundALayerAndItsInputAgain() {
        Parameter weight = parameter("weight", 4, 4);
        check(
                normal("x", 3, 4),
                (tape, x) -> {
                    Variable h = Add.apply(tape, x, Linear.apply(tape, x, weight));
                    return Add.apply(tape, Add.apply(tape, h, h), Linear.apply(tape, h, weight));
                },
                weight);
    }

    @Test
    void recomputedSegment() {
        Parameter weight = parameter("weight", 4, 4);
        check(
                normal("x", 3, 4),
                (tape, x) ->
                        tape.recompute(
                                x,
                                (inner, in) ->
                                        Add.apply(inner, in, Linear.apply(inner, in, weight))),
                weight);
    }

    @Test
    void embeddingAddsUpRepeatedRows() {
        Parameter table = parameter("table", 5, 16);
        long[] ids = {3, 0, 3, 3};
        try (Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            Variable rows = Embedding.apply(tape, ids, table);
            assertThat(rows.value().select(0, 1).equalTo(table.master().select(0, 0))).isTrue();
            Tensor weights = normal("weights", 4, 16);
            rows.accumulate(weights);
            tape.backward();
            assertGradient(
                    "table",
                    table.master(),
                    gradients.of(table).orElseThrow(),
                    () ->
                            Embedding.apply(Tape.off(), ids, table)
                                    .value()
                                    .mul(weights)
                                    .sum()
                                    .item());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 7})
    void lossOverAHead(int vocabulary) {
        Parameter head = parameter("head", vocabulary, 4);
        Tensor x = normal("x", 3, 4);
        int[] targets = {vocabulary - 1, -1, 2};
        float[] weights = {0.5f, 9, 1.5f};
        try (Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            Variable input = Variable.of(x);
            float[] logP = LinearCrossEntropy.apply(tape, input, head, targets, weights);
            assertThat(logP[1]).isZero();
            tape.backward();
            java.util.function.Supplier<Double> loss =
                    () -> {
                        float[] p =
                                LinearCrossEntropy.apply(
                                        Tape.off(), Variable.of(x), head, targets, weights);
                        return -0.5 * p[0] - 1.5 * p[2];
                    };
            try (Tensor dx = input.takeGradient().orElseThrow()) {
                assertGradient("x", x, dx, loss);
                assertThat(dx.select(0, 1).toFloats()).containsOnly(0f);
            }
            assertGradient("head", head.master(), gradients.of(head).orElseThrow(), loss);
        }
    }

    /// 33 000 logits a row and 300 rows make three chunks. Tolerance: fp32 sums of 33 000 terms.
    @Test
    void lossInChunksIsTheLossOfEachRow() {
        Parameter head = parameter("head", 33_000, 2);
        Tensor x = normal("x", 300, 2);
        int[] targets = new int[300];
        float[] weights = new float[300];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = row * 97;
        }
        float[] all = LinearCrossEntropy.apply(Tape.off(), Variable.of(x), head, targets, weights);
        for (int row : new int[] {0, 126, 127, 128, 299}) {
            float[] one =
                    LinearCrossEntropy.apply(
                            Tape.off(),
                            Variable.of(x.narrow(0, row, 1)),
                            head,
                            new int[] {targets[row]},
                            new float[] {1});
            assertThat(all[row]).isCloseTo(one[0], within(1e-5f));
        }
    }

    /// Logits that wait for the slopes are kept, or computed again where they are too many.
    @ParameterizedTest
    @ValueSource(ints = {300, 600})
    void aLossThatLooksAroundHasTheSameGradient(int rows) {
        long bytes = rows * 33_000L * DType.F32.bytes();
        assertThat(bytes > HeadPass.KEPT_BYTES_MAX).isEqualTo(rows == 600);
        Parameter head = parameter("head", 33_000, 2);
        int[] targets = new int[rows];
        for (int row = 0; row < rows; row++) {
            targets[row] = row % 5 == 0 ? -1 : row * 53;
        }
        TokenLoss around =
                new TokenLoss() {
                    @Override
                    public boolean looksAround() {
                        return true;
                    }

                    @Override
                    public float slope(int token, float logP) {
                        return logP;
                    }
                };
        List<float[]> found = new ArrayList<>();
        for (TokenLoss loss : List.of((TokenLoss) (_, logP) -> logP, around)) {
            try (Gradients gradients = new Gradients();
                    Tape tape = Tape.into(gradients)) {
                Variable x = Variable.of(normal("x", rows, 2));
                float[] entropies = new float[rows];
                float[] logP = LinearCrossEntropy.apply(tape, x, head, targets, loss, entropies);
                assertThat(logP[5]).isZero();
                assertThat(entropies[5]).isZero();
                found.add(logP);
                found.add(entropies);
                found.add(gradients.of(head).orElseThrow().toFloats());
                try (Tensor dx = x.takeGradient().orElseThrow()) {
                    found.add(dx.toFloats());
                }
            }
        }
        assertThat(found.subList(4, 8))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(found.subList(0, 4));
    }

    @Test
    void idsOutsideTheVocabularyAreRefused() {
        Parameter table = parameter("table", 5, 4);
        assertThatThrownBy(() -> Embedding.apply(Tape.off(), new long[] {5}, table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("token id 5 lies outside the vocabulary of 5");
        Variable x = Variable.of(normal("x", 1, 4));
        assertThatThrownBy(() ->
                        LinearCrossEntropy.apply(
                                Tape.off(), x, table, new int[] {5}, new float[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("target id 5 lies outside the vocabulary of 5");
    }
}
