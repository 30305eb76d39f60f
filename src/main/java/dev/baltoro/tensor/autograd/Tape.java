package dev.baltoro.tensor.autograd;

import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was computed, in order, and how to send gradients back through it. One thread's.
public final class Tape implements AutoCloseable {
    /// One step of the way back.
    private record Step(Variable output, Consumer<Tensor> backward, List<Tensor> saved) {}

    private final @Nullable GradientPass gradients;
    private final boolean endsPass;
    private final List<Step> steps = new ArrayList<>();

    private Tape(@Nullable GradientPass gradients, boolean endsPass) {
        this.gradients = gradients;
        this.endsPass = endsPass;
    }

    /// {@return a tape that sends parameters' gradients to `gradients`, which no other thread uses}
    public static Tape into(Gradients gradients) {
        return into(new GradientTurns(gradients, 1).pass(0));
    }

    /// {@return a tape that sends parameters' gradients to `pass`, and closes it when it is closed}
    public static Tape into(GradientPass pass) {
        return new Tape(pass, true);
    }

    /// {@return a tape that remembers nothing, for evaluation and generation}
    public static Tape off() {
        return new Tape(null, false);
    }

    /// {@return whether steps are remembered}
    public boolean isRecording() {
        return gradients != null;
    }

    /// {@return where parameters' gradients go}
    ///
    /// @throws IllegalStateException on a tape that is off
    public GradientPass gradients() {
        if (gradients == null) {
            throw new IllegalStateException("this tape does not record");
        }
        return gradients;
    }

    /// {@return `value` as a variable whose gradient `backward` will be given}
    ///
    /// @param backward sends the output's gradient on to the inputs; runs in a scope of its own
    /// @param saved tensors that `backward` reads; retained until it ran. `backward` may use these
    ///   very handles' twins only through the [Saved] it closes over
    public Variable record(Tensor value, Saved saved, Consumer<Tensor> backward) {
        Variable output = Variable.of(value);
        if (isRecording()) {
            steps.add(new Step(output, backward, saved.tensors));
        } else {
            saved.tensors.forEach(Tensor::close);
        }
        return output;
    }

    /// {@return an empty list of tensors to be kept for the way back}
    public Saved saved() {
        return new Saved(isRecording());
    }

    /// Tensors kept for the way back: second handles, so that scopes may close the first.
    public static final class Saved {
        private final boolean recording;
        private final List<Tensor> tensors = new ArrayList<>();

        private Saved(boolean recording) {
            this.recording = recording;
        }

        /// {@return a handle on `tensor` that lives until the step has run back; `tensor` itself on
        /// a tape that is off}
        public Tensor keep(Tensor tensor) {
            if (!recording) {
                return tensor;
            }
            Tensor kept = tensor.retain();
            tensors.add(kept);
            return kept;
        }
    }

    /// Runs `body` and frees everything it made except its result and what the tape keeps.
    public Variable tidy(Supplier<Variable> body) {
        List<Variable> result = new ArrayList<>(1);
        Tensor unused =
                Scope.tidy(() -> {
                    Variable variable = body.get();
                    result.add(variable);
                    return variable.value();
                });
        return result.getFirst();
    }

    /// Runs `segment` without remembering it, and again, remembering, on the way back: memory for
    /// its input only.
    ///
    /// @param segment computes on the tape it is given; must be a pure function of its input and
    ///   the parameters
    public Variable recompute(Variable input, BiFunction<Tape, Variable, Variable> segment) {
        Variable result = tidy(() -> segment.apply(off(), Variable.of(input.value())));
        if (!isRecording()) {
            return result;
        }
        Saved saved = saved();
        Tensor x = saved.keep(input.value());
        return record(
                result.value(),
                saved,
                gradient -> {
                    Variable again = Variable.of(x);
                    try (Tape inner = new Tape(gradients(), false)) {
                        segment.apply(inner, again).accumulate(gradient);
                        inner.backward();
                        again.gradient().ifPresent(input::accumulate);
                    } finally {
                        again.takeGradient().ifPresent(Tensor::close);
                    }
                });
    }

    /// Sends gradients back through all steps, last first, and forgets them.
    public void backward() {
        if (gradients != null) {
            gradients.stepDone(); // of a loss that works out its gradients on the way forward
        }
        while (!steps.isEmpty()) {
            Step step = steps.removeLast();
            Optional<Tensor> gradient = step.output.takeGradient();
            try (Scope scope = Scope.open()) {
                gradient.ifPresent(step.backward);
            } finally {
                gradient.ifPresent(Tensor::close);
                step.saved.forEach(Tensor::close);
            }
            if (gradients != null) {
                gradients.stepDone();
            }
        }
    }

    /// Frees what the tape still keeps, after a failure or an evaluation.
    @Override
    public void close() {
        for (Step step : steps) {
            step.saved.forEach(Tensor::close);
            step.output.takeGradient().ifPresent(Tensor::close);
        }
        steps.clear();
        if (gradients != null && endsPass) {
            gradients.close();
        }
    }
}
