package dev.baltoro.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TapeTest {
    private static final Seed SEED = new Seed(22);
    private static final int WIDTH = 16;

    private final Parameter weight =
            Parameter.of("weight", normal("weight", WIDTH, WIDTH), DType.F32);
    private final Parameter gain = Parameter.of("gain", normal("gain", WIDTH), DType.F32);
    private final Tensor x = normal("x", 4, WIDTH).keep();
    private final Tensor dy = normal("dy", 4, WIDTH).keep();

    @AfterEach
    void close() {
        weight.close();
        gain.close();
        x.close();
        dy.close();
    }

    private static Tensor normal(String name, long... shape) {
        return Tensor.randn(SEED.derive(name), DType.F32, Device.CPU, shape);
    }

    private Variable layer(Tape tape, Variable input) {
        return tape.tidy(() -> {
            Variable h = Linear.apply(tape, Norm.apply(tape, input, gain, 1e-6), weight);
            return Add.apply(tape, input, h);
        });
    }

    private Tensor run(Gradients gradients, BiFunction<Tape, Variable, Variable> model) {
        try (Tape tape = Tape.into(gradients)) {
            Variable input = Variable.of(x);
            model.apply(tape, input).accumulate(dy);
            tape.backward();
            return input.takeGradient().orElseThrow();
        }
    }

    @Test
    void savedTensorsAreFreedStepByStepOnTheWayBack() {
        try (Scope scope = Scope.open();
                Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            gradients.sum(weight).zero_();
            List<Long> live = new ArrayList<>();
            Variable h = Variable.of(x);
            long before = NativeMemory.liveBytes();
            for (int i = 0; i < 4; i++) {
                Variable input = h;
                h =
                        tape.tidy(() -> {
                            Tensor inside = input.value().add(input.value());
                            Tape.Saved saved = tape.saved();
                            Tensor kept = saved.keep(inside);
                            return tape.record(
                                    inside.add(inside),
                                    saved,
                                    gradient -> {
                                        live.add(NativeMemory.liveBytes());
                                        input.accumulate(gradient.mul(kept));
                                    });
                        });
            }
            long bytes = x.elements() * DType.F32.bytes();
            assertThat(NativeMemory.liveBytes() - before)
                    .as("four outputs and what four steps saved")
                    .isEqualTo(8 * bytes);
            try (Scope inner = Scope.open()) {
                h.accumulate(dy.copy());
            }
            tape.backward();
            assertThat(live).hasSize(4);
            for (int i = 1; i < 4; i++) {
                assertThat(live.get(i)).isLessThan(live.get(i - 1));
            }
            h.takeGradient().ifPresent(Tensor::close);
        }
    }

    @Test
    void countersAreFlatOverManyRounds() {
        try (Gradients gradients = new Gradients()) {
            round(gradients);
            long tensors = NativeMemory.liveTensors();
            long bytes = NativeMemory.liveBytes();
            for (int i = 0; i < 200; i++) {
                gradients.clear();
                round(gradients);
            }
            assertThat(NativeMemory.liveTensors()).isEqualTo(tensors);
            assertThat(NativeMemory.liveBytes()).isEqualTo(bytes);
        }
    }

    private void round(Gradients gradients) {
        try (Scope scope = Scope.open()) {
            run(gradients, (tape, in) -> tape.recompute(layer(tape, in), this::layer)).close();
        }
    }

    @Test
    void failureOnTheWayBackLeaksNothing() {
        assertLeaksNothing((tape, in) -> layer(tape, failing(tape, layer(tape, layer(tape, in)))));
    }

    @Test
    void failureInARecomputedSegmentLeaksNothing() {
        assertLeaksNothing((tape, in) ->
                tape.recompute(
                        layer(tape, in),
                        (inner, h) ->
                                Add.apply(
                                        inner,
                                        failing(inner, layer(inner, h)),
                                        layer(inner, layer(inner, h)))));
    }

    @Test
    void failureOnTheWayThereLeaksNothing() {
        assertLeaksNothing((tape, in) -> {
            Variable unused = layer(tape, layer(tape, in));
            throw new IllegalStateException("boom");
        });
    }

    private void assertLeaksNothing(BiFunction<Tape, Variable, Variable> model) {
        long tensors = NativeMemory.liveTensors();
        long bytes = NativeMemory.liveBytes();
        assertThatThrownBy(
                        () -> {
                            try (Scope scope = Scope.open();
                                    Gradients gradients = new Gradients()) {
                                run(gradients, model).close();
                            }
                        })
                .hasMessage("boom");
        assertThat(NativeMemory.liveTensors()).isEqualTo(tensors);
        assertThat(NativeMemory.liveBytes()).isEqualTo(bytes);
    }

    private static Variable failing(Tape tape, Variable input) {
        return tape.record(
                input.value().copy(),
                tape.saved(),
                gradient -> {
                    throw new IllegalStateException("boom");
                });
    }

    @Test
    void recomputationChangesNoBit() {
        try (Scope scope = Scope.open();
                Gradients kept = new Gradients();
                Gradients recomputed = new Gradients()) {
            Tensor dx = run(kept, (tape, in) -> layer(tape, layer(tape, in)));
            Tensor again =
                    run(
                            recomputed,
                            (tape, in) ->
                                    tape.recompute(tape.recompute(in, this::layer), this::layer));
            assertThat(again.equalTo(dx)).isTrue();
            for (Parameter parameter : List.of(weight, gain)) {
                assertThat(
                                recomputed
                                        .of(parameter)
                                        .orElseThrow()
                                        .equalTo(kept.of(parameter).orElseThrow()))
                        .as(parameter.name())
                        .isTrue();
            }
            dx.close();
            again.close();
        }
    }

    @Test
    void gradientsAddUpFromTheLastUseToTheFirst() {
        try (Scope scope = Scope.open();
                Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            Parameter one = Parameter.of("one", Tensor.of(new float[] {1}, 1, 1), DType.F32);
            Variable first = Linear.apply(tape, scalar(1e8f), one);
            Variable second = Linear.apply(tape, scalar(-1e8f), one);
            Variable third = Linear.apply(tape, scalar(1), one);
            for (Variable output : List.of(first, second, third)) {
                output.accumulate(Tensor.of(new float[] {1}, 1, 1));
            }
            tape.backward();
            // fp32: (1 − 1e8) + 1e8 = 0, in any other order of the three it is 1.
            assertThat(gradients.of(one).orElseThrow().item()).isZero();
            one.close();
        }
    }

    private static Variable scalar(float value) {
        return Variable.of(Tensor.of(new float[] {value}, 1, 1));
    }

    @Test
    void sharedGradientsAreNotWrittenTo() {
        try (Scope scope = Scope.open();
                Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            Variable a = Variable.of(x);
            Variable b = Variable.of(x);
            Add.apply(tape, a, b).accumulate(dy);
            tape.backward();
            a.accumulate(dy); // a's and b's gradient are one tensor until now
            try (Tensor da = a.takeGradient().orElseThrow();
                    Tensor db = b.takeGradient().orElseThrow()) {
                assertThat(da.equalTo(dy.mul(2))).isTrue();
                assertThat(db.equalTo(dy)).isTrue();
                assertThat(dy.equalTo(normal("dy", 4, WIDTH))).isTrue();
            }
        }
    }

    @Test
    void sharedGradientsSurviveProductsAndColumns() {
        try (Scope scope = Scope.open();
                Gradients gradients = new Gradients();
                Tape tape = Tape.into(gradients)) {
            Variable a = Variable.of(x);
            Variable b = Variable.of(x);
            Add.apply(tape, a, b).accumulate(dy);
            tape.backward();
            a.accumulateProduct(dy, weight.master());
            b.accumulateColumns(2, dy.narrow(1, 0, 3).contiguous());
            try (Tensor da = a.takeGradient().orElseThrow();
                    Tensor db = b.takeGradient().orElseThrow()) {
                assertThat(da.equalTo(dy.add(dy.mm(weight.master())))).isTrue();
                Tensor expected = dy.copy();
                expected.narrow(1, 2, 3).add_(dy.narrow(1, 0, 3));
                assertThat(db.equalTo(expected)).isTrue();
                assertThat(dy.equalTo(normal("dy", 4, WIDTH))).isTrue();
            }
        }
    }

    @Test
    void clearedGradientsAreOverwrittenNotAddedTo() {
        try (Scope scope = Scope.open();
                Gradients gradients = new Gradients()) {
            run(gradients, this::layer).close();
            Tensor once = gradients.of(weight).orElseThrow().copy();
            run(gradients, this::layer).close();
            assertThat(gradients.of(weight).orElseThrow().equalTo(once.mul(2))).isTrue();
            gradients.clear();
            assertThat(gradients.of(weight)).isEmpty();
            run(gradients, this::layer).close();
            assertThat(gradients.of(weight).orElseThrow().equalTo(once)).isTrue();
        }
    }

    @Test
    void tapeThatIsOffKeepsNothing() {
        try (Scope scope = Scope.open()) {
            long tensors = NativeMemory.liveTensors();
            Tape off = Tape.off();
            Variable unused = layer(off, Variable.of(x));
            assertThat(NativeMemory.liveTensors()).as("the result only").isEqualTo(tensors + 1);
            assertThat(off.isRecording()).isFalse();
            assertThatThrownBy(off::gradients).isInstanceOf(IllegalStateException.class);
        }
    }
}
