package dev.baltoro.rl.gym.coding;

import dev.baltoro.rl.gym.Words;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/// Functions of one whole number.
final class NumberSteps implements FunctionKind {
    /// Largest number to add or subtract.
    static final int ADDED_MAX = 99;

    private static final int FACTOR_MAX = 9;
    private static final int INPUT_MIN = -120;
    private static final int INPUT_MAX = 120;

    private static final List<FunctionStep> PLAIN =
            List.of(
                    step("square it", "x * x", "x * x", x -> x * x),
                    step("change its sign", "-x", "-x", x -> -x),
                    step("take its absolute value", "abs(x)", "Math.abs(x)", Math::abs));

    @Override
    public String name() {
        return "numbers";
    }

    @Override
    public List<Type> arguments() {
        return List.of(Type.NUMBER);
    }

    @Override
    public FunctionStep step(SplittableRandom random, boolean first, boolean last) {
        return any(random);
    }

    static FunctionStep any(SplittableRandom random) {
        int k = random.nextInt(1, ADDED_MAX + 1);
        int factor = random.nextInt(2, FACTOR_MAX + 1);
        return switch (random.nextInt(6)) {
            case 0 -> step("add " + k, "x + " + k, "x + " + k, x -> x + k);
            case 1 -> step("subtract " + k, "x - " + k, "x - " + k, x -> x - k);
            case 2 ->
                    step(
                            "multiply by " + factor,
                            "x * " + factor,
                            "x * " + factor,
                            x -> x * factor);
            case 3 ->
                    step(
                            "make it at most " + k,
                            "min(x, %d)".formatted(k),
                            "Math.min(x, %d)".formatted(k),
                            x -> Math.min(x, k));
            case 4 ->
                    step(
                            "make it at least " + k,
                            "max(x, %d)".formatted(k),
                            "Math.max(x, %d)".formatted(k),
                            x -> Math.max(x, k));
            default -> Words.pick(random, PLAIN);
        };
    }

    private static FunctionStep step(
            String words, String python, String java, LongUnaryOperator does) {
        return new FunctionStep(words, python, java, Type.NUMBER, x -> does.applyAsLong((Long) x));
    }

    @Override
    public List<Object> input(SplittableRandom random) {
        return List.of((long) random.nextInt(INPUT_MIN, INPUT_MAX + 1));
    }
}
