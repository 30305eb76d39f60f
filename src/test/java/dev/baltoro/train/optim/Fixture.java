package dev.baltoro.train.optim;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.autograd.Gradients;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.train.optim.ParameterRules.Rule;
import dev.baltoro.train.optim.ParameterRules.Update;
import java.util.ArrayList;
import java.util.List;

/// An optimizer with parameters and gradients of its own, for tests.
final class Fixture implements AutoCloseable {
    /// What the reference of tools/parity uses.
    static final ParameterOptimizer.Settings REFERENCE = settings(true, DType.F32);

    static final double RATE = 0.02;
    private static final String ADAMW = "gain|embedding";

    private final Workers workers;
    private final Gradients gradients = new Gradients();
    final List<Parameter> parameters = new ArrayList<>();
    final ParameterOptimizer optimizer;

    /// @param starts first values; those named `gain` and `embedding` get AdamW, others Muon
    Fixture(List<Named> starts, ParameterOptimizer.Settings settings, int workers) {
        this.workers = Workers.of(workers);
        for (Named start : starts) {
            long matrices = start.value.dimensions() == 3 ? start.value.size(0) : 1;
            parameters.add(Parameter.stack(start.name, start.value.copy(), DType.F32, matrices));
        }
        List<Rule> rules = new ArrayList<>();
        if (starts.stream().anyMatch(start -> start.name.matches(ADAMW))) {
            rules.add(Rule.of(ADAMW, Update.ADAMW));
        }
        if (starts.stream().anyMatch(start -> !start.name.matches(ADAMW))) {
            rules.add(Rule.of(".*", Update.MUON));
        }
        optimizer =
                new ParameterOptimizer(
                        parameters, new ParameterRules(rules), settings, this.workers);
    }

    record Named(String name, Tensor value) {}

    static ParameterOptimizer.Settings settings(boolean nesterov, DType dtype) {
        return new ParameterOptimizer.Settings(0.95, nesterov, 5, dtype, 0.2, 0.1, 0.9, 0.95, 1e-8);
    }

    static Tensor zeros(long... shape) {
        return Tensor.zeros(DType.F32, Device.CPU, shape);
    }

    void step(List<Tensor> gradientOfEach) {
        step(gradientOfEach, 1, RATE);
    }

    void step(List<Tensor> gradientOfEach, double scale, double rate) {
        gradients.clear();
        try (Scope scope = Scope.open()) {
            for (int i = 0; i < parameters.size(); i++) {
                gradients.add(parameters.get(i), gradientOfEach.get(i));
            }
        }
        optimizer.step(gradients, scale, rate);
    }

    float[] weight(int index) {
        return parameters.get(index).master().toFloats();
    }

    float[] state(String name) {
        Tensor tensor = optimizer.state().get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no state " + name);
        }
        return tensor.toFloats();
    }

    static double distance(float[] one, float[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(one.length + " and " + other.length + " values");
        }
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            double d = Math.abs((double) one[i] - other[i]);
            largest = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(largest, d);
        }
        return largest;
    }

    @Override
    public void close() {
        optimizer.close();
        gradients.close();
        parameters.forEach(Parameter::close);
        workers.close();
    }
}
