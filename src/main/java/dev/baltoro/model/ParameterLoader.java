package dev.baltoro.model;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.kernel.decode.Format;
import dev.baltoro.tensor.kernel.decode.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Makes parameters: each is allocated in its final form and then filled weight by weight, so that
/// no more is held than what is made already and the one weight that is read.
///
/// It owns all that it made until [#handOver]; a caller that fails before then closes it.
final class ParameterLoader implements AutoCloseable {
    private final WeightSource source;
    private final WeightForm form;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Tensor> biases = new ArrayList<>();
    private final SequencedMap<String, Tensor> views = new LinkedHashMap<>();

    ParameterLoader(WeightSource source, WeightForm form) {
        this.source = source;
        this.form = form;
    }

    /// {@return a parameter that is fp32 in every form}
    Parameter exact(WeightSpec weight) {
        Parameter made = made(Parameter.of(weight.name(), empty(weight.sizes()), DType.F32));
        fill(weight, made.master().retain());
        return made;
    }

    /// {@return fp32 values that no gradient reaches}
    Tensor bias(WeightSpec weight) {
        Tensor bias = empty(weight.sizes());
        biases.add(bias);
        fill(weight, bias.retain());
        return bias;
    }

    /// {@return a projection}
    Parameter matrix(WeightSpec weight) {
        return stack(weight.name(), 1, List.of(weight), weight.sizes());
    }

    /// {@return the vectors of a vocabulary}
    Parameter table(WeightSpec weight) {
        return switch (form) {
            case WeightForm.Trainable trainable -> matrix(weight);
            case WeightForm.Frozen frozen ->
                    frozen(weight.name(), frozen.table(), List.of(weight), weight.sizes());
        };
    }

    /// {@return a parameter whose rows are those of several weights, one weight's below the
    /// other's}
    ///
    /// @param matrices equal parts of the rows that are matrices of their own
    Parameter stack(String name, long matrices, List<WeightSpec> weights, long... shape) {
        return switch (form) {
            case WeightForm.Trainable trainable ->
                    trainable(name, trainable.computeType(), matrices, weights, shape);
            case WeightForm.Frozen frozen -> frozen(name, frozen.format(), weights, shape);
        };
    }

    private Parameter trainable(
            String name, DType computeType, long matrices, List<WeightSpec> weights, long[] shape) {
        Parameter made = made(Parameter.stack(name, empty(shape), computeType, matrices));
        try (Scope scope = Scope.open()) {
            long columns = shape[shape.length - 1];
            Tensor rows = made.master().view(made.master().elements() / columns, columns);
            long row = 0;
            for (WeightSpec weight : weights) {
                long count = weight.sizes()[0];
                fill(weight, rows.narrow(0, row, count).keep());
                row += count;
            }
        }
        made.refresh();
        return made;
    }

    private Parameter frozen(String name, Format format, List<WeightSpec> weights, long[] shape) {
        int columns = Math.toIntExact(shape[shape.length - 1]);
        int rows = weights.stream().mapToInt(weight -> Math.toIntExact(weight.sizes()[0])).sum();
        Matrix matrix = Matrix.empty(format, rows, columns);
        Parameter made = made(Parameter.frozen(name, matrix, shape));
        int row = 0;
        for (WeightSpec weight : weights) {
            int from = row;
            source.read(weight, values -> matrix.set(from, values));
            row += Math.toIntExact(weight.sizes()[0]);
        }
        return made;
    }

    private Parameter made(Parameter parameter) {
        parameters.add(parameter);
        return parameter;
    }

    private void fill(WeightSpec weight, Tensor view) {
        views.put(weight.name(), view);
        source.read(weight, view::copy_);
    }

    private static Tensor empty(long... shape) {
        return Tensor.empty(DType.F32, Device.CPU, shape).keep();
    }

    /// Leaves all that was made to the caller.
    ///
    /// @return the weights' views by name, none in a model for inference alone
    SequencedMap<String, Tensor> handOver() {
        SequencedMap<String, Tensor> weights = new LinkedHashMap<>();
        switch (form) {
            case WeightForm.Trainable trainable -> weights.putAll(views);
            case WeightForm.Frozen frozen -> views.values().forEach(Tensor::close);
        }
        views.clear();
        parameters.clear();
        biases.clear();
        return weights;
    }

    /// Frees what was made and not handed over.
    @Override
    public void close() {
        views.values().forEach(Tensor::close);
        parameters.forEach(Parameter::close);
        biases.forEach(Tensor::close);
    }
}
